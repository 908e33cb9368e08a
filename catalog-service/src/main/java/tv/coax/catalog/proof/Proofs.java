package tv.coax.catalog.proof;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import tv.coax.protection.device.DeviceProof;
import tv.coax.protection.jws.InvalidDocumentException;
import tv.coax.service.problem.Problem;

/**
 * Accepts proofs of possession (RFC 9449): each for one request to this service, at most minutes
 * old, once.
 */
@ApplicationScoped
public class Proofs {
  /** The header that carries a proof (RFC 9449, section 4). */
  public static final String HEADER = "DPoP";

  private final UsedProofs used;
  private final Proving proving;
  private final PublicAddress address;

  Proofs(UsedProofs used, Proving proving, PublicAddress address) {
    this.used = used;
    this.proving = proving;
    this.address = address;
  }

  /**
   * The request was sent by the device of that thumbprint. Its proof is used up when the caller's
   * transaction commits: who is refused for another reason has not used it.
   *
   * @param proof the header's value
   * @param path of the request, beginning with a slash
   * @throws Problem 403 {@code proof-invalid}
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void require(@Nullable String proof, String method, String path, String thumbprint) {
    if (proof == null) {
      throw refused("The request needs a proof of possession in the header " + HEADER + ".");
    }
    DeviceProof verified = verify(proof, method, path);
    if (!verified.thumbprint().equals(thumbprint)) {
      throw refused("The proof is of another device than the one named.");
    }
    if (!used.use(verified, proving.maxAge())) {
      throw refused("The proof was used before; every request needs a new one.");
    }
  }

  private DeviceProof verify(String proof, String method, String path) {
    try {
      return DeviceProof.verify(proof, method, uri(path), proving.maxAge(), Clock.systemUTC());
    } catch (InvalidDocumentException invalid) {
      throw refused(invalid.getMessage());
    }
  }

  private URI uri(String path) {
    String base = address.url().toString();
    return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
  }

  private static Problem refused(@Nullable String detail) {
    return Problem.of(403, "proof-invalid", detail == null ? "The proof is not valid." : detail);
  }
}
