package tv.coax.seeder.asset;

/**
 * Chooses the torrent's piece length: a power of two (BEP 52) and a whole multiple of the sealed
 * segment, about a thousand pieces a file, so that a film of 1 GiB has pieces of 1 MiB.
 */
public final class PieceLength {
  private static final long PIECES_WANTED = 1024;
  private static final int SHORTEST = 64 * 1024;
  private static final int LONGEST = 16 * 1024 * 1024;

  private PieceLength() {}

  /** The piece length in bytes for a sealed file of so many bytes. */
  public static int of(long sealedBytes) {
    long piece = SHORTEST;
    while (piece < LONGEST && piece * PIECES_WANTED < sealedBytes) {
      piece *= 2;
    }
    return (int) piece;
  }
}
