package tv.coax.bittorrent.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.coax.bittorrent.metainfo.Content;

/** A real file system of a few megabytes that fills up, in a mount namespace of its own. */
class FullDiskTest {
  private static final int LENGTH = 24_000_000;
  private static final String SIZE = "28m";

  @TempDir Path directory;

  /** Mounts a small file system, fills most of it, and runs the command that follows. */
  private List<String> withSmallDisk(Path disk) {
    List<String> line = new ArrayList<>(List.of("unshare", "--mount"));
    if (!"root".equals(System.getProperty("user.name"))) {
      line.add("--map-root-user");
    }
    String script =
        "disk=$1; shift; mount -t tmpfs -o size="
            + SIZE
            + " coax \"$disk\" && head -c 16000000 /dev/zero >\"$disk/ballast\" && exec \"$@\"";
    line.addAll(List.of("sh", "-c", script, "sh", disk.toString()));
    return line;
  }

  private boolean mountIsPermitted(Path disk) throws Exception {
    List<String> line = new ArrayList<>(withSmallDisk(disk));
    line.add("true");
    try {
      Process probe = new ProcessBuilder(line).redirectErrorStream(true).start();
      return probe.waitFor(20, TimeUnit.SECONDS) && probe.exitValue() == 0;
    } catch (java.io.IOException noUnshare) {
      return false;
    }
  }

  @Test
  void theDownloadWaitsAndSaysWhyAndGoesOnWhenThereIsRoom() throws Exception {
    Path disk = Files.createDirectories(directory.resolve("disk"));
    assumeTrue(mountIsPermitted(disk), "Skipped: no file system can be mounted here.");
    Path film = Content.write(directory.resolve("origin/film.bin"), 4, LENGTH);
    Path torrent = directory.resolve("film.torrent");
    Outcome.of("create", film, "-o", torrent, "--piece-length", "256KiB");
    try (TorrentProcess seed =
        TorrentProcess.start(
            "seed", torrent, film.getParent(), "--listen", "127.0.0.1:0", "--no-tracker")) {
      String peer = seed.line().substring("listening ".length());
      try (TorrentProcess get =
          TorrentProcess.startBehind(
              withSmallDisk(disk),
              "get",
              torrent,
              "-o",
              disk,
              "--peer",
              peer,
              "--listen",
              "127.0.0.1:0",
              "--no-tracker",
              "--json")) {
        assertThat(get.errorLine()).contains("There is no room left on the disk");
        Path inside = Path.of("/proc/" + get.pid() + "/root" + disk);
        long before = written(inside);
        Thread.sleep(4_000);
        assertThat(get.isAlive()).isTrue();
        assertThat(written(inside)).isEqualTo(before);

        Files.delete(inside.resolve("ballast"));

        Outcome outcome = get.end();
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        JsonObject statistics = new JsonObject(outcome.out());
        assertThat(statistics.getInteger("hashFailures")).isZero();
        assertThat(statistics.getLong("bytes")).isLessThan(LENGTH + 12_000_000L);
      }
    }
  }

  private static long written(Path disk) throws Exception {
    return Files.getFileStore(disk).getUsableSpace();
  }
}
