package tv.coax.bittorrent.torrent;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Tells a tracker that this peer may join. Asked anew for each announce, on the engine's loop. */
public interface AnnounceCredentials {
  /** The token for the header {@code Authorization: Bearer}, or empty to announce without one. */
  CompletionStage<Optional<String>> bearer();

  /** Announces without credentials. */
  static AnnounceCredentials none() {
    return () -> CompletableFuture.completedStage(Optional.empty());
  }
}
