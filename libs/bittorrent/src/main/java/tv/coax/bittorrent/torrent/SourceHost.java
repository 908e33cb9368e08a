package tv.coax.bittorrent.torrent;

import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.net.Link;
import tv.coax.bittorrent.peer.CloseReason;
import tv.coax.bittorrent.wire.Handshake;

/** A torrent as its sources of peers see it. */
record SourceHost(Condition condition, Counters counters, Downloads downloads, Swarm swarm)
    implements PeerSource.Host {
  @Override
  public PeerSource.Progress progress() {
    return new PeerSource.Progress(
        counters.uploadedBytes(), counters.downloadedBytes(), condition.leftBytes());
  }

  @Override
  public boolean wantsPeers() {
    return downloads.enabled() && swarm.wantsPeers();
  }

  @Override
  public @Nullable CloseReason attach(Link link, Handshake theirs) {
    return swarm.attach(link, theirs);
  }
}
