package tv.coax.bittorrent.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import tv.coax.bittorrent.layout.Bitfield;
import tv.coax.bittorrent.metainfo.ContentCheck;
import tv.coax.bittorrent.metainfo.Metainfo;

/** {@code torrent check}: reads the files of a torrent and says which pieces are good. */
final class CheckCommand extends Command {
  private final Supplier<Path> file = parameter("FILE.torrent", Path::of, "The torrent.");
  private final Supplier<Path> directory =
      parameter("DIR", Path::of, "The directory that holds the torrent's file or directory.");

  CheckCommand() {
    super("check", "Checks the files of a torrent; exit code 0 when they are complete.");
  }

  @Override
  public Integer call() {
    Metainfo torrent = TorrentFiles.read(file.get());
    TorrentFiles.requireDirectory(directory.get());
    ContentCheck check;
    try (Terminal terminal = new Terminal()) {
      check = ContentCheck.of(torrent, directory.get(), terminal.bar("Checking"));
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
