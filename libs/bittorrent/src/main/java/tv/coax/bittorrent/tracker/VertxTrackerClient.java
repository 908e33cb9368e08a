package tv.coax.bittorrent.tracker;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import tv.coax.bittorrent.metainfo.InfoHash;

/** Trackers over real HTTP and UDP. Made and used on one event-loop context of Vert.x. */
public final class VertxTrackerClient implements TrackerClient {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final HttpTracker http;
  private final UdpTracker udp;

  public VertxTrackerClient(Vertx vertx) {
    this(vertx, PATIENCE);
  }

  /** With another patience for the first answer over UDP. */
  VertxTrackerClient(Vertx vertx, Duration patience) {
    this.http = new HttpTracker(vertx);
    this.udp = new UdpTracker(vertx, patience);
  }

  @Override
  public CompletionStage<AnnounceAnswer> announce(URI tracker, AnnounceRequest request) {
    return switch (scheme(tracker)) {
      case "http", "https" -> http.announce(tracker, request).toCompletionStage();
      case "udp" -> udp.announce(tracker, request).toCompletionStage();
      default -> VertxTrackerClient.<AnnounceAnswer>unknown(tracker).toCompletionStage();
    };
  }

  @Override
  public CompletionStage<ScrapeAnswer> scrape(URI tracker, InfoHash infoHash) {
    return switch (scheme(tracker)) {
      case "http", "https" -> http.scrape(tracker, infoHash).toCompletionStage();
      case "udp" -> udp.scrape(tracker, infoHash).toCompletionStage();
      default -> VertxTrackerClient.<ScrapeAnswer>unknown(tracker).toCompletionStage();
    };
  }

  @Override
  public void close() {
    http.close();
    udp.close();
  }

  private static String scheme(URI tracker) {
    return tracker.getScheme() == null ? "" : tracker.getScheme().toLowerCase(Locale.ROOT);
  }

  private static <T> Future<T> unknown(URI tracker) {
    return Future.failedFuture(
        TrackerException.failed("There is no way to ask the tracker " + tracker + "."));
  }
}
