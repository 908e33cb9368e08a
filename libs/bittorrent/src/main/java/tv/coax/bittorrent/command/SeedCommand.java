package tv.coax.bittorrent.command;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tv.coax.bittorrent.metainfo.ContentCheck;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.session.SessionConfig;
import tv.coax.bittorrent.session.TorrentHandle;
import tv.coax.bittorrent.torrent.TorrentOptions;
import tv.coax.bittorrent.torrent.TorrentStatus;

/** {@code torrent seed}: serves complete files until it is told to end. */
@Command(
    name = "seed",
    description = "Serves the complete files of a torrent until it is ended.",
    mixinStandardHelpOptions = true)
final class SeedCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "FILE.torrent", description = "The torrent.")
  private Path file = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "DIR",
      description = "The directory that holds the torrent's file or directory.")
  private Path directory = Path.of("");

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      converter = HostPort.Converter.class,
      description = "Where to accept peers (default: every address, a free port).")
  private @Nullable InetSocketAddress listen;

  @Option(
      names = "--upload-limit",
      paramLabel = "RATE",
      converter = ByteSize.Converter.class,
      description = "Bytes a second to all peers together, such as 2MiB (default: no limit).")
  private @Nullable ByteSize uploadLimit;

  @Option(names = "--no-tracker", description = "Do not announce.")
  private boolean noTracker;

  @Option(
      names = "--no-check",
      description = "Believe that the files are complete instead of reading them first.")
  private boolean noCheck;

  @Option(
      names = "--super-seed",
      description =
          "Tell each peer only of pieces meant for it until all are spread (BEP 16): for peers of"
              + " other makes; Coax's own are led to them anyway.")
  private boolean superSeed;

  @Override
  public Integer call() {
    Metainfo torrent = TorrentFiles.read(file);
    TorrentFiles.requireDirectory(directory);
    if (!noCheck) {
      requireComplete(torrent);
    }
    SessionConfig config = SessionConfig.defaults();
    if (listen != null) {
      config = config.withListen(listen);
    }
    if (uploadLimit != null) {
      config = config.withUploadLimit(uploadLimit.bytes());
    }
    try (Engine engine = Engine.start(config);
        Terminal terminal = new Terminal()) {
      TorrentHandle handle =
          engine
              .session()
              .add(
                  torrent,
                  directory,
                  TorrentOptions.defaults()
                      .withAnnounce(!noTracker)
                      .withTrustComplete(true)
                      .withSuperSeed(superSeed));
      Engine.await(handle.whenComplete());
      System.out.println("listening " + HostPort.text(engine.session().listenAddress()));
      handle.onChange(status -> terminal.show(line(status)));
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
      ContentCheck check = ContentCheck.of(torrent, directory, terminal.bar("Checking"));
      if (!check.isComplete()) {
        throw CommandException.badInput(
            "The files in "
                + directory
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
