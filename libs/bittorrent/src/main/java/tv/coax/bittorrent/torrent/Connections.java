package tv.coax.bittorrent.torrent;

/** Counts the connections of all torrents of a session, and those being made. Used on the loop. */
public final class Connections {
  /** One in so many is left to those who come to us. */
  private static final int RESERVE = 10;

  private final int max;
  private int open;

  public Connections(int max) {
    this.max = max;
  }

  /** There are as many as there may be. */
  public boolean areFull() {
    return open >= max;
  }

  /** How many more we may make ourselves. */
  int roomForOurs() {
    return Math.max(0, max - max / RESERVE - open);
  }

  void opened() {
    open++;
  }

  void closed() {
    open--;
  }
}
