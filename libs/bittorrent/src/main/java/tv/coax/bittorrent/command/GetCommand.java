package tv.coax.bittorrent.command;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tv.coax.bittorrent.metadata.FileSelection;
import tv.coax.bittorrent.session.SessionConfig;
import tv.coax.bittorrent.session.TorrentHandle;
import tv.coax.bittorrent.torrent.TorrentOptions;
import tv.coax.bittorrent.torrent.TorrentStatus;

/** {@code torrent get}: fetches a torrent; exit code 0 when every byte is there and verified. */
@Command(
    name = "get",
    description = "Fetches a torrent; what is already in DIR is kept.",
    mixinStandardHelpOptions = true)
final class GetCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE.torrent|MAGNET", description = "The torrent, or a link to it.")
  private String source = "";

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "DIR",
      description = "The directory that gets the torrent's file or directory.")
  private Path directory = Path.of("");

  @Option(
      names = "--peer",
      paramLabel = "HOST:PORT",
      converter = HostPort.Converter.class,
      description = "A peer to connect to.")
  private List<InetSocketAddress> peers = new ArrayList<>();

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      converter = HostPort.Converter.class,
      description = "Where to accept peers (default: every address, a free port).")
  private @Nullable InetSocketAddress listen;

  @Option(
      names = "--download-limit",
      paramLabel = "RATE",
      converter = ByteSize.Converter.class,
      description = "Bytes a second from all peers together, such as 2MiB (default: no limit).")
  private @Nullable ByteSize downloadLimit;

  @Option(
      names = "--files",
      paramLabel = "NUMBERS",
      converter = SelectionConverter.class,
      description = "Only these files, by the numbers that info shows, such as 0,2-4.")
  private FileSelection files = FileSelection.ALL;

  @Option(names = "--sequential", description = "Fetch the pieces in order.")
  private boolean sequential;

  @Option(names = "--seed", description = "Serve the files when complete, until ended.")
  private boolean seed;

  @Option(names = "--no-tracker", description = "Do not announce.")
  private boolean noTracker;

  @Option(names = "--json", description = "One line of statistics at the end.")
  private boolean json;

  @Override
  public Integer call() {
    long start = System.nanoTime();
    Wanted torrent = Wanted.parse(source);
    TorrentFiles.createDirectory(directory);
    SessionConfig config = SessionConfig.defaults();
    if (listen != null) {
      config = config.withListen(listen);
    }
    if (downloadLimit != null) {
      config = config.withDownloadLimit(downloadLimit.bytes());
    }
    Path resume = directory.resolve("." + torrent.infoHashes().wire().hex() + ".resume");
    TorrentOptions options =
        TorrentOptions.defaults()
            .withResumeFile(resume)
            .withAnnounce(!noTracker)
            .withSequential(sequential)
            .withFiles(files);
    try (Engine engine = Engine.start(config);
        Terminal terminal = new Terminal()) {
      if (seed) {
        System.out.println("listening " + HostPort.text(engine.session().listenAddress()));
      }
      TorrentHandle handle = torrent.add(engine.session(), directory, options, peers, terminal);
      requireSelected(handle);
      Troubles troubles = new Troubles(terminal);
      handle.onChange(status -> {
        troubles.accept(status);
        terminal.show(line(status));
      });
      Engine.await(handle.whenComplete());
      double seconds = (System.nanoTime() - start) / 1e9;
      TorrentStatus status = Engine.await(handle.status());
      report(status, seconds, terminal);
      if (files.equals(FileSelection.ALL) && torrent.files().equals(FileSelection.ALL)) {
        // Complete and verified: the files need nobody to vouch for them.
        engine.atClose(handle::forgetResume);
      }
      if (seed) {
        new CountDownLatch(1).await();
      }
      return 0;
    } catch (IOException failed) {
      throw CommandException.failed(failed);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private void requireSelected(TorrentHandle handle) throws IOException {
    if (Engine.await(handle.status()).totalBytes() == 0) {
      throw CommandException.badInput("The torrent has none of the files that are selected.");
    }
  }

  private void report(TorrentStatus status, double seconds, Terminal terminal) {
    terminal.close();
    int sources = status.verifiedBytesBySource().size();
    if (json) {
      System.out.println(
          new Json()
              .put("seconds", Math.round(seconds * 1000) / 1000.0)
              .put("bytes", status.downloadedBytes())
              .put("wastedBytes", status.wastedBytes())
              .put("peers", sources)
              .put("hashFailures", status.hashFailures()));
    } else {
      System.out.println(
          String.format(
              Locale.ROOT,
              "Complete: %s in %.1f s from %d %s.",
              ByteSize.text(status.totalBytes()),
              seconds,
              sources,
              sources == 1 ? "peer" : "peers"));
    }
  }

  private static String line(TorrentStatus status) {
    if (!status.reason().isEmpty()) {
      return status.reason();
    }
    String peers = "  " + status.peers().size() + " peers";
    return Terminal.line(status.verifiedBytes(), status.totalBytes(), status.downloadRate(), peers);
  }
}
