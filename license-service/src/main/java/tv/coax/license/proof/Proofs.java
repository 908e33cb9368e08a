package tv.coax.license.proof;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import tv.coax.protection.device.DeviceProof;
import tv.coax.protection.jws.InvalidDocumentException;
import tv.coax.service.problem.Problem;

/**
 * Accepts proofs of possession: each for one request to this service, at most minutes old, once.
 */
@ApplicationScoped
public class Proofs {
  /** The header that carries a proof (RFC 9449, section 4). */
  public static final String HEADER = "DPoP";

  /** The problem that refuses one. */
  public static final String REFUSED = "proof-invalid";

  private final UsedProofs used;
  private final ProofConfig config;
  private final PublicAddress address;
  private final Clock clock;
  private final SignedTime time;

  @Inject
  Proofs(UsedProofs used, ProofConfig config, PublicAddress address, Clock clock, SignedTime time) {
    this.used = used;
    this.config = config;
    this.address = address;
    this.clock = clock;
    this.time = time;
  }

  /**
   * The device that sent this request; its proof is used up.
   *
   * @param proof the header's value
   * @param path of the request, beginning with a slash
   * @throws Problem 403 {@code proof-invalid}
   */
  public DeviceProof require(@Nullable String proof, String method, String path) {
    DeviceProof verified = verify(proof, method, path);
    use(verified);
    return verified;
  }

  /**
   * As {@link #require}, but leaves it to the caller to {@link #use} the proof, after cheaper
   * reasons to refuse: what a stranger sends is not worth a row in the database.
   */
  public DeviceProof verify(@Nullable String proof, String method, String path) {
    if (proof == null) {
      throw refused("The request needs a proof of possession in the header " + HEADER + ".");
    }
    try {
      DeviceProof verified = DeviceProof.authentic(proof, method, uri(path));
      time.answerTo(verified);
      verified.requireFresh(config.maxAge(), clock);
      return verified;
    } catch (InvalidDocumentException invalid) {
      throw refused(invalid.getMessage());
    }
  }

  /**
   * Uses a proof up, for good, whatever comes of the request.
   *
   * @throws Problem 403 {@code proof-invalid} if it was used before
   */
  public void use(DeviceProof proof) {
    if (!used.use(proof.thumbprint(), proof.jti(), proof.issuedAt().plus(config.maxAge()))) {
      throw refused("The proof was used before; every request needs a new one.");
    }
  }

  private URI uri(String path) {
    String base = address.url().toString();
    return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
  }

  private static Problem refused(@Nullable String detail) {
    return Problem.of(403, REFUSED, detail == null ? "The proof is not valid." : detail);
  }
}
