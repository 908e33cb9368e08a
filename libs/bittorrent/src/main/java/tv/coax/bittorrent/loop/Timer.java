package tv.coax.bittorrent.loop;

/** A task of the loop that has not run yet. */
public interface Timer {
  /** The task will not run. No effect if it has. Called on the loop. */
  void cancel();
}
