package tv.coax.protection.device;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import tv.coax.protection.jws.ClaimsBuilder;
import tv.coax.protection.jws.CompactJws;
import tv.coax.protection.jws.InvalidDocumentException;
import tv.coax.protection.jws.InvalidDocumentException.Reason;
import tv.coax.protection.keys.KeyPairs;
import tv.coax.protection.keys.P256KeyPair;
import tv.coax.protection.keys.PublicJwk;
import tv.coax.protection.keywrap.KeyWrap;
import tv.coax.protection.sealing.ContentKey;

/**
 * What makes a device that device: a P-256 key that proves possession and opens content keys
 * wrapped for it. Whoever receives content keys has one, the seeder too. Its text shows the
 * thumbprint only.
 */
public final class DeviceKey {
  private final P256KeyPair pair;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  private DeviceKey(P256KeyPair pair, Clock clock) {
    this.pair = pair;
    this.clock = clock;
  }

  /** As {@link #loadOrCreate(Path, Clock)}, dating proofs by the system's clock. */
  public static DeviceKey loadOrCreate(Path file) throws IOException {
    return loadOrCreate(file, Clock.systemUTC());
  }

  /**
   * Loads the key of that file (a private JWK, mode 0600); makes it if there is none.
   *
   * @param clock dates the proofs
   * @throws IOException with a sentence if that is not possible
   */
  public static DeviceKey loadOrCreate(Path file, Clock clock) throws IOException {
    return new DeviceKey(KeyPairs.loadOrCreate(file), clock);
  }

  /** A new key that is kept nowhere. */
  public static DeviceKey generate(Clock clock) {
    return new DeviceKey(KeyPairs.generate(), clock);
  }

  /** The RFC 7638 thumbprint: how every document names this device. */
  public String thumbprint() {
    return pair.publicJwk().thumbprint();
  }

  public PublicJwk publicJwk() {
    return pair.publicJwk();
  }

  /**
   * A proof of possession for one request, for the header {@code DPoP} (RFC 9449, section 4.2).
   *
   * @param uri of the request; query and fragment do not matter
   */
  public String proof(String method, URI uri) {
    byte[] id = new byte[16];
    random.nextBytes(id);
    Map<String, Object> claims =
        new ClaimsBuilder()
            .put("jti", Base64.getUrlEncoder().withoutPadding().encodeToString(id))
            .put("htm", method)
            .put("htu", RequestUri.normal(uri))
            .put("iat", clock.instant())
            .build();
    return CompactJws.sign(
        pair, DeviceProof.TYPE, Map.of("jwk", pair.publicJwk().members()), claims);
  }

  /**
   * Opens a content key wrapped for this device.
   *
   * @throws InvalidDocumentException as {@link KeyWrap#unwrap}
   */
  public ContentKey unwrap(String jwe) {
    return KeyWrap.unwrap(jwe, pair);
  }

  /**
   * Opens a content key wrapped for this device that must be a certain one.
   *
   * @throws InvalidDocumentException as {@link KeyWrap#unwrap}; MALFORMED if it is another key
   */
  public ContentKey unwrap(String jwe, String expectedKeyId) {
    ContentKey key = unwrap(jwe);
    if (!key.keyId().equals(expectedKeyId)) {
      key.wipe();
      throw new InvalidDocumentException(
          Reason.MALFORMED, "The wrapped key is not the content key " + expectedKeyId + ".");
    }
    return key;
  }

  @Override
  public String toString() {
    return "DeviceKey[" + thumbprint() + "]";
  }
}
