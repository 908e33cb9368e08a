package tv.coax.bittorrent.storage;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Bytes that have arrived and that the workers have not yet written and hashed, over all torrents
 * of a session. When there are too many the disk is behind: nothing more is to be asked for or read
 * from links until {@link #hasRoom} again. Used on the loop.
 */
public final class DiskBudget {
  private final long highBytes;
  private final long lowBytes;
  private final Set<Runnable> waiting = new LinkedHashSet<>();
  private long pending;
  private boolean behind;

  /**
   * @param highBytes from here on the disk counts as behind, until half of it is done
   */
  public DiskBudget(long highBytes) {
    this.highBytes = highBytes;
    this.lowBytes = highBytes / 2;
  }

  public boolean hasRoom() {
    return !behind;
  }

  /** Bytes handed to the workers and not done. */
  public long pending() {
    return pending;
  }

  /** Runs the task once, when there is room again. The same task is kept only once. */
  public void whenRoom(Runnable task) {
    waiting.add(task);
  }

  void add(long bytes) {
    pending += bytes;
    if (pending >= highBytes) {
      behind = true;
    }
  }

  void done(long bytes) {
    pending -= bytes;
    if (behind && pending <= lowBytes) {
      behind = false;
      List<Runnable> woken = List.copyOf(waiting);
      waiting.clear();
      woken.forEach(Runnable::run);
    }
  }
}
