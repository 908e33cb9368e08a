package tv.coax.bittorrent.hash;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** The hash functions that BitTorrent uses. */
enum Algorithm {
  SHA1("SHA-1", 20),
  SHA256("SHA-256", 32);

  private final String javaName;
  private final int bytes;
  private final Optional<OpenSsl> system;

  Algorithm(String javaName, int bytes) {
    this.javaName = javaName;
    this.bytes = bytes;
    this.system = OpenSsl.find(name()).filter(this::works);
  }

  /** Length of the hash. */
  int bytes() {
    return bytes;
  }

  Digest fresh() {
    return fromSystem().orElseGet(this::fromJdk);
  }

  /** Empty where the system has no library for it. */
  Optional<Digest> fromSystem() {
    return system.map(found -> new OpenSslDigest(found, bytes));
  }

  Digest fromJdk() {
    return new JdkDigest(messageDigest(), bytes);
  }

  /** Whether the system's library and the JDK agree about something. */
  private boolean works(OpenSsl library) {
    byte[] text = javaName.getBytes(StandardCharsets.US_ASCII);
    byte[] hash = new byte[bytes];
    Digest digest = new OpenSslDigest(library, bytes);
    digest.update(text, 0, text.length);
    digest.end(hash, 0);
    return MessageDigest.isEqual(hash, messageDigest().digest(text));
  }

  private MessageDigest messageDigest() {
    try {
      return MessageDigest.getInstance(javaName);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java platform has " + javaName, impossible);
    }
  }
}
