package tv.coax.agent.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import tv.coax.protection.keys.KeyPairs;

/**
 * Small JSON files that only this box can have written: each carries an HMAC-SHA256 over its name
 * and contents, by a key derived from the device key (HKDF, RFC 5869). One that was altered, moved
 * or brought from another box counts as missing. An older one of this box, put back in its place,
 * is not told apart. Thread-safe.
 */
@Singleton
public final class SealedNotes {

  private static final Logger LOG = Logger.getLogger(SealedNotes.class);
  private static final String PURPOSE = "coax box notes v1";
  private static final String HMAC = "HmacSHA256";

  private final BoxFiles files;
  private final SecretKey key;

  /** What lies on disk: JSON as a text, and its MAC in base64url. */
  record Sealed(@Nullable String note, @Nullable String mac) {}

  /** Notes sealed by the device key of these files, which is made if there is none. */
  public SealedNotes(BoxFiles files) {
    this.files = files;
    this.key = derive(files.path("device-key.json"));
  }

  /** What the file holds, or nothing if it is missing or was not written here. */
  public <T> Optional<T> read(Path file, Class<T> type) {
    Optional<Sealed> sealed = files.readJson(file, Sealed.class);
    if (sealed.isEmpty()) {
      return Optional.empty();
    }
    String note = sealed.get().note();
    String mac = sealed.get().mac();
    if (note == null || mac == null || !isEqual(mac, mac(file, note))) {
      LOG.warnf("The file %s was not written by this box and is not believed.", file);
      return Optional.empty();
    }
    try {
      return Optional.of(files.json().readValue(note, type));
    } catch (JsonProcessingException e) {
      LOG.warnf("The file %s cannot be understood: %s", file, e.getOriginalMessage());
      return Optional.empty();
    }
  }

  /** Replaces the file, durably and atomically. */
  public void write(Path file, Object value) {
    try {
      String note = files.json().writeValueAsString(value);
      files.writeJson(file, new Sealed(note, mac(file, note)));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String mac(Path file, String note) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      mac.update(files.nameOf(file).getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(mac.doFinal(note.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no " + HMAC + ".", e);
    }
  }

  private static boolean isEqual(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private static SecretKey derive(Path deviceKey) {
    try {
      byte[] secret = KeyPairs.loadOrCreate(deviceKey).privateKey().getS().toByteArray();
      return KDF.getInstance("HKDF-SHA256")
          .deriveKey(
              HMAC,
              HKDFParameterSpec.ofExtract()
                  .addIKM(secret)
                  .thenExpand(PURPOSE.getBytes(StandardCharsets.US_ASCII), 32));
    } catch (IOException e) {
      throw new UncheckedIOException("The device key cannot be used: " + e.getMessage(), e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no HKDF.", e);
    }
  }
}
