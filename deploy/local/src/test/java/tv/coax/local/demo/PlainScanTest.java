package tv.coax.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlainScanTest {
  private static final int MIB = 1 << 20;

  @TempDir private Path directory;

  @Test
  void theBlocksAreFoundInTheFilmItself() throws Exception {
    Path film = random("film", 3 * MIB, 1);

    var scan = PlainScan.of(film, 20, new Random(2));

    assertThat(scan.blocks()).isEqualTo(20);
    assertThat(scan.count(film)).isEqualTo(20);
  }

  @Test
  void aBlockIsFoundAtAnyOffsetOfAnyFileBelow() throws Exception {
    Path film = random("film", PlainScan.BLOCK, 1);
    var scan = PlainScan.of(film, 1, new Random(2));
    Path box = Files.createDirectories(directory.resolve("box/assets"));

    for (int offset : List.of(0, 1, MIB - 1, MIB, MIB + 1, MIB + 63, 2 * MIB - 17)) {
      var disk = new byte[3 * MIB];
      new Random(3).nextBytes(disk);
      System.arraycopy(Files.readAllBytes(film), 0, disk, offset, PlainScan.BLOCK);
      Path file = Files.write(box.resolve("disk"), disk);

      assertThat(scan.findIn(List.of(directory.resolve("box")))).contains(file);
    }
  }

  @Test
  void otherBytesAreNotMistakenForTheFilm() throws Exception {
    var scan = PlainScan.of(random("film", MIB, 1), 20, new Random(2));
    Path box = Files.createDirectories(directory.resolve("box"));
    random("box/disk", 2 * MIB, 4);
    Files.createFile(box.resolve("empty"));

    assertThat(scan.findIn(List.of(box))).isEmpty();
  }

  @Test
  void aMonotonousFilmHasNothingToLookFor() throws Exception {
    Path film = Files.write(directory.resolve("zeros"), new byte[MIB]);

    assertThat(PlainScan.of(film, 20, new Random(2)).blocks()).isZero();
  }

  private Path random(String name, int size, long seed) throws Exception {
    var bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return Files.write(directory.resolve(name), bytes);
  }
}
