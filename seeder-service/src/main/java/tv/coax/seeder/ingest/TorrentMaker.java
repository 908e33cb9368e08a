package tv.coax.seeder.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.metainfo.MetainfoBuilder;
import tv.coax.bittorrent.metainfo.MetainfoException;
import tv.coax.bittorrent.metainfo.StreamingMetainfoHasher;
import tv.coax.bittorrent.metainfo.TorrentVersion;
import tv.coax.protection.asset.AssetId;
import tv.coax.seeder.asset.AssetFiles;
import tv.coax.seeder.tracker.TrackerConfig;

/** Makes the torrent of an asset: hybrid (BEP 52), private (BEP 27), with our tracker only. */
@ApplicationScoped
class TorrentMaker {
  private final URI announce;

  TorrentMaker(TrackerConfig tracker) {
    this.announce = URI.create(tracker.url() + "/announce");
  }

  /** One torrent in the making: its hasher is fed while the file is written. To be closed. */
  record Making(StreamingMetainfoHasher hasher, MetainfoBuilder builder) implements AutoCloseable {
    Metainfo finish() {
      try {
        return hasher.finish(builder);
      } catch (MetainfoException e) {
        throw new IllegalStateException("The torrent cannot be made.", e);
      }
    }

    @Override
    public void close() {
      hasher.close();
    }
  }

  Making begin(AssetId id, int pieceBytes) {
    MetainfoBuilder builder =
        new MetainfoBuilder()
            .version(TorrentVersion.HYBRID)
            .pieceLength(pieceBytes)
            .name(AssetFiles.nameOf(id))
            .announce(announce)
            .isPrivate(true);
    return new Making(new StreamingMetainfoHasher(TorrentVersion.HYBRID, pieceBytes), builder);
  }
}
