package tv.coax.bittorrent.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import tv.coax.bittorrent.metainfo.ContentCheck;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.session.TorrentHandle;
import tv.coax.bittorrent.torrent.TorrentOptions;
import tv.coax.bittorrent.torrent.TorrentStatus;

/** {@code torrent seed}: serves complete files until it is told to end. */
final class SeedCommand extends PeerCommand {
  private final Supplier<Path> file = parameter("FILE.torrent", Path::of, "The torrent.");
  private final Supplier<Path> directory =
      parameter("DIR", Path::of, "The directory that holds the torrent's file or directory.");
  private final Supplier<Optional<ByteSize>> uploadLimit =
      option(
          "--upload-limit",
          "RATE",
          ByteSize::parse,
          "Bytes a second to all peers together, such as 2MiB (default: no limit).");
  private final BooleanSupplier noCheck =
      flag("--no-check", "Believe that the files are complete instead of reading them first.");
  private final BooleanSupplier superSeed =
      flag(
          "--super-seed",
          "Tell each peer only of pieces meant for it until all are spread (BEP 16): for peers of"
              + " other makes; Coax's own are led to them anyway.");

  SeedCommand() {
    super("seed", "Serves the complete files of a torrent until it is ended.");
  }

  @Override
  public Integer call() {
    Metainfo torrent = TorrentFiles.read(file.get());
    TorrentFiles.requireDirectory(directory.get());
    if (!noCheck.getAsBoolean()) {
      requireComplete(torrent);
    }
    long limit = uploadLimit.get().map(ByteSize::bytes).orElse(0L);
    try (Engine engine = Engine.start(config().withUploadLimit(limit));
        Terminal terminal = new Terminal()) {
      TorrentHandle handle =
          engine
              .session()
              .add(
                  torrent,
                  directory.get(),
                  TorrentOptions.defaults()
                      .withAnnounce(announces())
                      .withTrustComplete(true)
                      .withSuperSeed(superSeed.getAsBoolean()));
      Engine.await(handle.whenComplete());
      System.out.println("listening " + HostPort.text(engine.session().listenAddress()));
      handle.onChange(status -> terminal.show(() -> line(status)));
      new CountDownLatch(1).await();
      return 0;
    } catch (IOException failed) {
      throw CommandException.failed(failed);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private void requireComplete(Metainfo torrent) {
    try (Terminal terminal = new Terminal()) {
      ContentCheck check = ContentCheck.of(torrent, directory.get(), terminal.bar("Checking"));
      if (!check.isComplete()) {
        throw CommandException.badInput(
            "The files in "
                + directory.get()
                + " are not complete: "
                + check.good().count()
                + " of "
                + check.good().size()
                + " pieces are good.");
      }
    } catch (IOException failed) {
      throw CommandException.failed(TorrentFiles.explain(failed));
    }
  }

  private static String line(TorrentStatus status) {
    return "Seeding to "
        + status.peers().size()
        + " peers  "
        + ByteSize.text(status.uploadRate())
        + "/s  "
        + ByteSize.text(status.uploadedBytes())
        + " sent";
  }
}
