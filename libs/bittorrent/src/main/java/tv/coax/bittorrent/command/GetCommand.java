package tv.coax.bittorrent.command;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import tv.coax.bittorrent.metadata.FileSelection;
import tv.coax.bittorrent.session.TorrentHandle;
import tv.coax.bittorrent.torrent.TorrentOptions;
import tv.coax.bittorrent.torrent.TorrentStatus;

/** {@code torrent get}: fetches a torrent; exit code 0 when every byte is there and verified. */
final class GetCommand extends PeerCommand {
  private final Supplier<String> source =
      parameter("FILE.torrent|MAGNET", text -> text, "The torrent, or a link to it.");
  private final Supplier<Path> output =
      requiredOption(
          "-o --output",
          "DIR",
          Path::of,
          "The directory that gets the torrent's file or directory.");
  private final Supplier<List<InetSocketAddress>> peers =
      options("--peer", "HOST:PORT", HostPort::parse, "A peer to connect to.");
  private final Supplier<Optional<ByteSize>> downloadLimit =
      option(
          "--download-limit",
          "RATE",
          ByteSize::parse,
          "Bytes a second from all peers together, such as 2MiB (default: no limit).");
  private final Supplier<Optional<FileSelection>> files =
      option(
          "--files",
          "NUMBERS",
          Wanted::parseFiles,
          "Only these files, by the numbers that info shows, such as 0,2-4.");
  private final BooleanSupplier sequential = flag("--sequential", "Fetch the pieces in order.");
  private final BooleanSupplier seed =
      flag("--seed", "Serve the files when complete, until ended.");
  private final BooleanSupplier json = flag("--json", "One line of statistics at the end.");

  GetCommand() {
    super("get", "Fetches a torrent; what is already in DIR is kept.");
  }

  @Override
  public Integer call() {
    long start = System.nanoTime();
    Wanted torrent = Wanted.parse(source.get());
    Path directory = output.get();
    TorrentFiles.createDirectory(directory);
    Path resume = directory.resolve("." + torrent.infoHashes().wire().hex() + ".resume");
    TorrentOptions options =
        TorrentOptions.defaults()
            .withResumeFile(resume)
            .withAnnounce(announces())
            .withSequential(sequential.getAsBoolean())
            .withFiles(files.get().orElse(FileSelection.ALL));
    long limit = downloadLimit.get().map(ByteSize::bytes).orElse(0L);
    try (Engine engine = Engine.start(config().withDownloadLimit(limit));
        Terminal terminal = new Terminal()) {
      if (seed.getAsBoolean()) {
        System.out.println("listening " + HostPort.text(engine.session().listenAddress()));
      }
      TorrentHandle handle =
          torrent.add(engine.session(), directory, options, peers.get(), terminal);
      requireSelected(handle);
      Troubles troubles = new Troubles(terminal);
      handle.onChange(status -> {
        troubles.accept(status);
        terminal.show(() -> line(status));
      });
      Engine.await(handle.whenComplete());
      double seconds = (System.nanoTime() - start) / 1e9;
      TorrentStatus status = Engine.await(handle.status());
      report(status, seconds, terminal);
      if (options.files().equals(FileSelection.ALL) && torrent.files().equals(FileSelection.ALL)) {
        // Complete and verified: the files need nobody to vouch for them.
        engine.atClose(handle::forgetResume);
      }
      if (seed.getAsBoolean()) {
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
      throw CommandException.badInput(
          "There is nothing to fetch: the torrent has no such files, or they are empty.");
    }
  }

  private void report(TorrentStatus status, double seconds, Terminal terminal) {
    terminal.close();
    int sources = status.verifiedBytesBySource().size();
    if (json.getAsBoolean()) {
      System.out.println(
          new Json()
              .put("seconds", Math.round(seconds * 1000) / 1000.0)
              .put("bytes", status.downloadedBytes())
              .put("wastedBytes", status.wastedBytes())
              .put("peers", sources)
              .put("hashFailures", status.hashFailures()));
    } else {
      System.out.println(
          "Complete: "
              + ByteSize.text(status.totalBytes())
              + " in "
              + ByteSize.tenths(seconds)
              + " s from "
              + sources
              + (sources == 1 ? " peer." : " peers."));
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
