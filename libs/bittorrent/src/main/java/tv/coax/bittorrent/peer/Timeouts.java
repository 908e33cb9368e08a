package tv.coax.bittorrent.peer;

import java.time.Duration;
import tv.coax.bittorrent.wire.Message;

/** What happens to a connection when nothing happens on it. */
final class Timeouts {
  private static final long KEEP_ALIVE = Duration.ofSeconds(100).toNanos();
  private static final long SILENCE = Duration.ofSeconds(150).toNanos();
  private static final long NO_BLOCK = Duration.ofSeconds(20).toNanos();

  private Timeouts() {}

  static void check(Peer peer, Requests requests, long now, long lastReceivedAt, Outbox outbox) {
    if (now - lastReceivedAt > SILENCE) {
      peer.close(CloseReason.SILENT);
      return;
    }
    if (now - outbox.lastSentAt() > KEEP_ALIVE) {
      outbox.send(new Message.KeepAlive());
    }
    if (requests.overdue(now, NO_BLOCK)) {
      requests.snub();
      peer.giveUpRequests();
    }
  }
}
