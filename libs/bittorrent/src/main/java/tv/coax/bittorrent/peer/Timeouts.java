package tv.coax.bittorrent.peer;

import java.time.Duration;
import tv.coax.bittorrent.wire.Message;

/** What happens to a connection when nothing happens on it. */
final class Timeouts {
  private static final long KEEP_ALIVE = Duration.ofSeconds(100).toNanos();
  private static final long SILENCE = Duration.ofSeconds(150).toNanos();
  private static final long NO_BLOCK = Duration.ofSeconds(20).toNanos();
  private static final long NOTHING_TAKEN = Duration.ofSeconds(90).toNanos();

  /** So often in a row it may let us wait in vain. */
  private static final int MAX_SNUBS = 5;

  private final Peer peer;
  private final Requests requests;
  private final Outbox outbox;
  private long heardAt;
  private long takenBytes;
  private long takenAt;

  Timeouts(Peer peer, Requests requests, Outbox outbox, long now) {
    this.peer = peer;
    this.requests = requests;
    this.outbox = outbox;
    this.heardAt = now;
    this.takenAt = now;
  }

  /** A whole message came. Bytes alone are no sign of life: a part may come forever. */
  void heard(long now) {
    heardAt = now;
  }

  /**
   * Looks what is overdue.
   *
   * @param paused we do not read from the link: nothing can arrive
   */
  void check(long now, boolean paused) {
    if (paused) {
      heardAt = now;
      requests.isPaused(now);
    }
    long taken = outbox.takenBytes();
    if (taken != takenBytes || outbox.unsentBytes() == 0) {
      takenBytes = taken;
      takenAt = now;
    }
    if (now - heardAt > SILENCE) {
      peer.close(CloseReason.SILENT);
    } else if (now - takenAt > NOTHING_TAKEN || outbox.isOverfull()) {
      peer.close(CloseReason.NOT_READING);
    } else {
      if (now - outbox.lastSentAt() > KEEP_ALIVE) {
        outbox.send(new Message.KeepAlive());
      }
      if (requests.overdue(now, NO_BLOCK)) {
        snub();
      }
    }
  }

  private void snub() {
    if (requests.snub() >= MAX_SNUBS) {
      peer.close(CloseReason.NO_BLOCKS);
    } else {
      peer.giveUpRequests();
    }
  }
}
