package tv.coax.license.proof;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tv.coax.protection.device.DeviceProof;
import tv.coax.protection.jws.SigningKey;
import tv.coax.protection.time.ServerTime;
import tv.coax.service.keys.IssuerConfig;

/**
 * The server's time, signed for the device whose proof came with the request. It names that proof,
 * so an answer cannot be kept and played back later.
 */
@RequestScoped
class SignedTime {
  private final SigningKey key;
  private final String issuer;
  private final Clock clock;
  private @Nullable DeviceProof proof;

  @Inject
  SignedTime(SigningKey key, IssuerConfig issuer, Clock clock) {
    this.key = key;
    this.issuer = issuer.name();
    this.clock = clock;
  }

  void answerTo(DeviceProof accepted) {
    proof = accepted;
  }

  /** The JWS to answer with; nothing if the request came without a valid proof. */
  Optional<String> document() {
    DeviceProof accepted = proof;
    if (accepted == null) {
      return Optional.empty();
    }
    var now = new ServerTime(issuer, accepted.thumbprint(), accepted.jti(), clock.instant());
    return Optional.of(now.sign(key));
  }
}
