package tv.coax.bittorrent.storage;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What came of a piece whose blocks have all been written, or could not be. */
public sealed interface Verdict {
  /**
   * On disk, and its hashes match.
   *
   * @param fingerprints of its blocks, if they were asked for, else null
   */
  record Good(byte @Nullable [] fingerprints) implements Verdict {}

  /**
   * Some block is not what the torrent says.
   *
   * @param fingerprints SHA-256 of each block, 32 bytes one after the other: for version 2 the
   *     leaves of its hash tree
   */
  record Corrupt(byte[] fingerprints) implements Verdict {}

  /** The version 2 hashes match and the version 1 hash does not: the torrent itself is wrong. */
  record Contradiction() implements Verdict {}

  /** The disk refused. */
  record Unwritten(IOException cause) implements Verdict {}
}
