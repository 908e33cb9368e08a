package tv.coax.bittorrent.command;

import java.util.function.Consumer;
import tv.coax.bittorrent.torrent.TorrentStatus;
import tv.coax.bittorrent.torrent.TorrentStatus.State;

/** Says it once when a disk is full, and once when the torrent goes on. */
final class Troubles implements Consumer<TorrentStatus> {
  private final Terminal terminal;
  private boolean full;

  Troubles(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void accept(TorrentStatus status) {
    boolean now = status.state() == State.DISK_FULL;
    if (now && !full) {
      terminal.say(status.reason() + " It goes on when there is.");
    } else if (full && status.state() == State.DOWNLOADING) {
      terminal.say("There is room again: it goes on.");
    }
    full = now;
  }
}
