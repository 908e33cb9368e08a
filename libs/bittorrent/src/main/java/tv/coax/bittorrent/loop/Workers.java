package tv.coax.bittorrent.loop;

/**
 * Threads for what may block or takes long: reading, writing, hashing. Work of the same strand runs
 * in the order in which it was given, never two at a time; different strands may run at the same
 * time. A worker answers by {@link Loop#execute}.
 */
public interface Workers {
  /** Runs the work on the strand's thread. Work must not throw. */
  void run(int strand, Runnable work);

  /** How many strands run at the same time. */
  int parallelism();

  /** Ends the threads after all work that was given. */
  void close();
}
