package tv.coax.bittorrent.torrent;

import java.time.Duration;
import tv.coax.bittorrent.loop.Loop;
import tv.coax.bittorrent.storage.Storage;
import tv.coax.bittorrent.torrent.TorrentStatus.State;

/** Waits, when the disk is full, until it has room again. */
final class FullDisk {
  private static final Duration RETRY = Duration.ofSeconds(3);
  private static final long SLACK_BYTES = 4L << 20;

  private final Loop loop;
  private final Storage storage;
  private final Condition condition;
  private final Downloads downloads;

  FullDisk(Loop loop, Storage storage, Condition condition, Downloads downloads) {
    this.loop = loop;
    this.storage = storage;
    this.condition = condition;
    this.downloads = downloads;
  }

  /** A write found no room: nothing more is fetched for now. */
  void found(String why) {
    if (condition.is(State.DOWNLOADING)) {
      condition.become(State.DISK_FULL, why);
      downloads.enable(false);
      loop.after(RETRY, this::look);
    }
  }

  private void look() {
    if (condition.is(State.DISK_FULL)) {
      storage.usableBytes().whenComplete((usable, failure) -> looked(failure == null ? usable : 0));
    }
  }

  private void looked(long usable) {
    if (!condition.is(State.DISK_FULL)) {
      return;
    }
    if (usable > SLACK_BYTES) {
      condition.become(State.DOWNLOADING, "");
      downloads.enable(true);
    } else {
      loop.after(RETRY, this::look);
    }
  }
}
