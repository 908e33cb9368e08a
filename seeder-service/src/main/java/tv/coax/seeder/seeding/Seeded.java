package tv.coax.seeder.seeding;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.session.TorrentHandle;
import tv.coax.bittorrent.torrent.TorrentStatus;
import tv.coax.seeder.asset.Asset;

/** One asset and how its seeding goes. May be read from any thread. */
public final class Seeded {
  /** All values of {@link #state}. */
  static final List<String> STATES = List.of("seeding", "checking", "damaged", "failed", "stopped");

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

  /**
   * What the seeder does with the asset: {@code seeding}, {@code checking}, {@code damaged} (some
   * pieces on the disk do not match their hash; peers that have them heal it), {@code failed} or
   * {@code stopped}.
   */
  public String state() {
    return switch (status.state()) {
      case SEEDING -> "seeding";
      case CHECKING -> "checking";
      case DOWNLOADING, DISK_FULL -> "damaged";
      case FAILED -> "failed";
      case STOPPED -> "stopped";
    };
  }

  /** Why the asset is not seeded whole; empty while it is. */
  public String reason() {
    TorrentStatus now = status;
    return now.state() == TorrentStatus.State.DOWNLOADING
        ? "On the disk are %d of %d bytes that match the torrent."
            .formatted(now.verifiedBytes(), now.totalBytes())
        : now.reason();
  }

  /** Whether somebody should look after it. */
  public boolean isBroken() {
    return switch (status.state()) {
      case DOWNLOADING, DISK_FULL, FAILED -> true;
      case SEEDING, CHECKING, STOPPED -> false;
    };
  }

  @Nullable TorrentHandle handle() {
    return handle;
  }

  private static TorrentStatus nothing(Asset asset, TorrentStatus.State state, String reason) {
    return new TorrentStatus(
        state, reason, asset.sealedBytes(), 0, 0, 0, 0, 0, 0, 0, List.of(), Map.of());
  }
}
