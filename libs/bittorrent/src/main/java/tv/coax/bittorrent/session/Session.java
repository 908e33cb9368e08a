package tv.coax.bittorrent.session;

import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import tv.coax.bittorrent.metadata.Magnet;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.peer.CloseReason;
import tv.coax.bittorrent.torrent.TorrentOptions;

/**
 * All torrents of a process: one event loop, one listening port, shared rate limits. May be used
 * from any thread.
 */
public interface Session {
  /**
   * Starts a session on an event loop of its own.
   *
   * <p>Fails with an {@link java.io.IOException} when the address cannot be listened on.
   */
  static CompletionStage<Session> start(Vertx vertx, SessionConfig config) {
    return VertxSession.start(vertx, config);
  }

  /** The address that was bound, with the real port. */
  InetSocketAddress listenAddress();

  /**
   * Adds a torrent and starts it. What is in the directory is kept: vouched for by the resume file,
   * or else checked.
   *
   * @throws IllegalStateException if the session is closed or already has a torrent with one of
   *     these info-hashes
   */
  TorrentHandle add(Metainfo metainfo, Path directory, TorrentOptions options);

  /**
   * Looks for the metadata of a magnet link among its peers and those that its trackers know, and
   * adds the torrent as {@link #add} does when it is there. The files that the link selects are
   * fetched, unless the options select others.
   *
   * @throws IllegalStateException if the session is closed
   */
  MagnetHandle addMagnet(Magnet magnet, Path directory, TorrentOptions options);

  /** How others see this machine, as most of them say (BEP 24); empty while nobody has said. */
  CompletionStage<Optional<InetAddress>> externalAddress();

  /** How often connections ended before they belonged to a torrent, by reason. */
  CompletionStage<Map<CloseReason, Integer>> closes();

  /** Closes all torrents, writes their resume data and frees the port. */
  CompletionStage<Void> close();
}
