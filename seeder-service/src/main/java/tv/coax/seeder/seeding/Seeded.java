package tv.coax.seeder.seeding;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.session.TorrentHandle;
import tv.coax.bittorrent.torrent.TorrentStatus;
import tv.coax.seeder.asset.Asset;

/** One asset and how its seeding goes. May be read from any thread. */
public final class Seeded {
  private final Asset asset;
  private final @Nullable TorrentHandle handle;
  private volatile TorrentStatus status;

  private Seeded(Asset asset, @Nullable TorrentHandle handle, TorrentStatus status) {
    this.asset = asset;
    this.handle = handle;
    this.status = status;
  }

  static Seeded running(Asset asset, TorrentHandle handle) {
    Seeded seeded = new Seeded(asset, handle, nothing(asset, TorrentStatus.State.CHECKING, ""));
    handle.onChange(status -> seeded.status = status);
    handle.status().thenAccept(status -> seeded.status = status);
    return seeded;
  }

  /** An asset that cannot be seeded, and why. */
  static Seeded unavailable(Asset asset, String reason) {
    return new Seeded(asset, null, nothing(asset, TorrentStatus.State.FAILED, reason));
  }

  public Asset asset() {
    return asset;
  }

  /** The last known status, at most half a second old. */
  public TorrentStatus status() {
    return status;
  }

  @Nullable TorrentHandle handle() {
    return handle;
  }

  private static TorrentStatus nothing(Asset asset, TorrentStatus.State state, String reason) {
    return new TorrentStatus(
        state, reason, asset.sealedBytes(), 0, 0, 0, 0, 0, 0, 0, List.of(), Map.of());
  }
}
