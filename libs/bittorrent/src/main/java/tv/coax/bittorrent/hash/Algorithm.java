package tv.coax.bittorrent.hash;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** The hash functions that BitTorrent uses. */
enum Algorithm {
  SHA1("SHA-1", "a9993e364706816aba3e25717850c26c9cd0d89d"),
  SHA256("SHA-256", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");

  private final String javaName;
  private final byte[] ofAbc;
  private final Optional<OpenSsl> system;

  /**
   * @param ofAbc the hash of "abc", which the standard gives as an example
   */
  Algorithm(String javaName, String ofAbc) {
    this.javaName = javaName;
    this.ofAbc = HexFormat.of().parseHex(ofAbc);
    this.system = OpenSsl.find(name()).filter(this::works);
  }

  /** Length of the hash. */
  int bytes() {
    return ofAbc.length;
  }

  Digest fresh() {
    return fromSystem().orElseGet(this::fromJdk);
  }

  /** Empty where the system has no library for it. */
  Optional<Digest> fromSystem() {
    return system.map(found -> new OpenSslDigest(found, bytes()));
  }

  Digest fromJdk() {
    return new JdkDigest(messageDigest());
  }

  private boolean works(OpenSsl library) {
    byte[] abc = {'a', 'b', 'c'};
    return Arrays.equals(new OpenSslDigest(library, bytes()).hash(abc), ofAbc);
  }

  private MessageDigest messageDigest() {
    try {
      return MessageDigest.getInstance(javaName);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java platform has " + javaName, impossible);
    }
  }
}
