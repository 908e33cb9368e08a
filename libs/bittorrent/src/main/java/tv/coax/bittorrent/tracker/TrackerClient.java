package tv.coax.bittorrent.tracker;

import java.net.URI;
import java.util.concurrent.CompletionStage;
import tv.coax.bittorrent.metainfo.InfoHash;

/**
 * Talks to trackers. Called on the loop; answers arrive there, in bounded time, or fail with a
 * {@link TrackerException}.
 */
public interface TrackerClient {
  /** Announces to one tracker. */
  CompletionStage<AnnounceAnswer> announce(URI tracker, AnnounceRequest request);

  /** Asks one tracker about a swarm. */
  CompletionStage<ScrapeAnswer> scrape(URI tracker, InfoHash infoHash);

  /** Gives up all that is under way. */
  void close();
}
