package tv.coax.bittorrent.peer;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tv.coax.bittorrent.layout.Block;
import tv.coax.bittorrent.layout.PieceIndex;

/**
 * Blocks that were asked of one peer, and how many to ask for at once: as many as it sends in about
 * a second, found by doubling at first.
 */
final class Requests {
  private static final int FIRST_DEPTH = 16;
  private static final int MIN_DEPTH = 4;
  private static final int SOON = 4;
  private static final int MIN_BATCH = 8;
  private static final int MAX_DEPTH = 512;
  private static final int DEFAULT_REMOTE_QUEUE = 250;
  private static final long FIRST_REFUSAL = Duration.ofMillis(500).toNanos();
  private static final long LONGEST_REFUSAL = Duration.ofSeconds(60).toNanos();
  private static final double AHEAD_SECONDS = 1.0;

  private final Set<Block> outstanding = new LinkedHashSet<>();
  private int remoteQueue = DEFAULT_REMOTE_QUEUE;
  private int depth = FIRST_DEPTH;
  private boolean growing = true;
  private int snubs;
  private long lastBlockAt;
  private double bestRate;
  private long refusedUntil = Long.MIN_VALUE;
  private long refusalNanos = FIRST_REFUSAL;

  /** Blocks that may be unsolicited without meaning: they were cancelled or given up. */
  private int tolerated = 16;

  Set<Block> blocks() {
    return Collections.unmodifiableSet(outstanding);
  }

  List<Block> of(PieceIndex piece) {
    return outstanding.stream().filter(block -> block.piece().equals(piece)).toList();
  }

  /** Whether the block is one of the few that were asked for first. */
  boolean soon(Block block) {
    int place = 0;
    for (Block earlier : outstanding) {
      if (earlier.equals(block)) {
        return true;
      }
      if (++place == SOON) {
        return false;
      }
    }
    return false;
  }

  int size() {
    return outstanding.size();
  }

  /** How many more should be asked for now. */
  int wanted(long now) {
    if (now < refusedUntil) {
      return 0;
    }
    int target = snubs > 0 ? 1 : Math.min(depth, remoteQueue);
    return Math.max(0, target - outstanding.size());
  }

  /** So many together leave the rest of the queue full. */
  int batch() {
    return Math.max(MIN_BATCH, Math.min(depth, remoteQueue) / 6);
  }

  void remoteQueue(int requests) {
    remoteQueue = Math.max(1, requests);
  }

  void add(Block block, long now) {
    if (outstanding.isEmpty()) {
      lastBlockAt = now;
    }
    outstanding.add(block);
  }

  /** A block arrived; false if it was not asked for. */
  boolean arrived(Block block, long now) {
    if (!outstanding.remove(block)) {
      tolerated--;
      return false;
    }
    lastBlockAt = now;
    snubs = 0;
    refusalNanos = FIRST_REFUSAL;
    if (growing && depth < MAX_DEPTH) {
      depth++;
    }
    return true;
  }

  /** The block will not be waited for; it may arrive all the same. */
  boolean giveUp(Block block) {
    tolerated++;
    return outstanding.remove(block);
  }

  /**
   * It will not send the block; false if it was not asked for. A peer that refuses although it
   * serves us is asked again only after a while, each time twice as long.
   */
  boolean refused(Block block, boolean served, long now) {
    if (!outstanding.remove(block)) {
      return false;
    }
    if (served && now >= refusedUntil) {
      refusedUntil = now + refusalNanos;
      refusalNanos = Math.min(LONGEST_REFUSAL, 2 * refusalNanos);
    }
    return true;
  }

  boolean tooManyUnsolicited() {
    return tolerated < 0;
  }

  /** Adapts to the rate; called about once a second. */
  void adapt(double bytesPerSecond) {
    int byRate = (int) (bytesPerSecond * AHEAD_SECONDS / Block.SIZE) + MIN_DEPTH;
    if (growing && bytesPerSecond < bestRate * 1.1 && bestRate > 0) {
      growing = false;
    }
    bestRate = Math.max(bestRate, bytesPerSecond);
    if (!growing) {
      depth = Math.clamp(byRate, MIN_DEPTH, MAX_DEPTH);
    }
  }

  /** Nothing arrived for this long although it was asked for. */
  boolean overdue(long now, long nanos) {
    return !outstanding.isEmpty() && now - lastBlockAt > nanos;
  }

  boolean isSnubbed() {
    return snubs > 0;
  }

  /** It let us wait in vain; how often in a row. */
  int snub() {
    growing = false;
    depth = MIN_DEPTH;
    bestRate = 0;
    return ++snubs;
  }

  /** Nothing can arrive now, and that is not the peer's fault. */
  void isPaused(long now) {
    lastBlockAt = now;
  }
}
