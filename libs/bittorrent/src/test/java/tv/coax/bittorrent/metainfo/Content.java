package tv.coax.bittorrent.metainfo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files with bytes that a few lines of any language can make again. */
public final class Content {
  private Content() {}

  /**
   * Bytes of a linear congruential generator: {@code x = x * 1103515245 + 12345}, its bits 16-23.
   */
  public static byte[] bytes(int seed, int length) {
    byte[] bytes = new byte[length];
    int x = seed;
    for (int i = 0; i < length; i++) {
      x = x * 1_103_515_245 + 12_345;
      bytes[i] = (byte) (x >>> 16);
    }
    return bytes;
  }

  public static Path write(Path file, int seed, int length) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    return Files.write(file, bytes(seed, length));
  }

  /** A directory with odd sizes, an empty file and a folder in a folder. */
  public static Path tree(Path directory) throws IOException {
    write(directory.resolve("B.bin"), 1, 100_003);
    write(directory.resolve("a/deep/one"), 2, 1);
    write(directory.resolve("a/deep.txt"), 3, 16_384);
    write(directory.resolve("a/empty"), 4, 0);
    write(directory.resolve("c"), 5, 32_769);
    write(directory.resolve("é.dat"), 6, 65_536);
    write(directory.resolve("z"), 7, 300_000);
    return directory;
  }
}
