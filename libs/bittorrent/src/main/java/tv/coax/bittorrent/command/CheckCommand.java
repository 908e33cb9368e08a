package tv.coax.bittorrent.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tv.coax.bittorrent.layout.Bitfield;
import tv.coax.bittorrent.metainfo.ContentCheck;
import tv.coax.bittorrent.metainfo.Metainfo;

/** {@code torrent check}: reads the files of a torrent and says which pieces are good. */
@Command(
    name = "check",
    description = "Checks the files of a torrent; exit code 0 when they are complete.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "FILE.torrent", description = "The torrent.")
  private Path file = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "DIR",
      description = "The directory that holds the torrent's file or directory.")
  private Path directory = Path.of("");

  @Override
  public Integer call() {
    Metainfo torrent = TorrentFiles.read(file);
    TorrentFiles.requireDirectory(directory);
    ContentCheck check;
    try (Terminal terminal = new Terminal()) {
      check = ContentCheck.of(torrent, directory, terminal.bar("Checking"));
    } catch (IOException failed) {
      throw CommandException.failed(TorrentFiles.explain(failed));
    }
    Bitfield good = check.good();
    check
        .missing()
        .forEach(
            missing -> System.out.println("missing or of another length: " + missing.pathText()));
    if (!good.isFull()) {
      System.out.println("bad pieces: " + ranges(good));
    }
    System.out.println(
        "good "
            + good.count()
            + ", bad "
            + (good.size() - good.count())
            + ", pieces "
            + good.size());
    return check.isComplete() ? 0 : CommandException.FAILED;
  }

  /** The bits that are 0, runs shortened: {@code 0, 5-9, 12}. */
  static String ranges(Bitfield good) {
    StringBuilder text = new StringBuilder();
    int from = good.nextClear(0);
    while (from >= 0) {
      int set = good.nextSet(from);
      int end = set < 0 ? good.size() : set;
      text.append(text.isEmpty() ? "" : ", ").append(from);
      if (end - from > 1) {
        text.append('-').append(end - 1);
      }
      from = set < 0 ? -1 : good.nextClear(end);
    }
    return text.toString();
  }
}
