package tv.coax.bittorrent.peer;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How many bytes of messages lie on a link that the far end has not taken. Blocks are not counted:
 * they lie in files until they are sent.
 */
final class Backlog {
  /** What had been given to the link when it was flushed. */
  private record Mark(long all, long messages) {}

  private final Deque<Mark> marks = new ArrayDeque<>();
  private long all;
  private long messages;
  private long messagesTaken;

  void message(int bytes) {
    all += bytes;
    messages += bytes;
  }

  void block(int bytes) {
    all += bytes;
  }

  void flushed() {
    marks.add(new Mark(all, messages));
  }

  /** Bytes that the link took in all, when so many were not taken yet. */
  long taken(long unsentBytes) {
    return all - unsentBytes;
  }

  /** Bytes of messages among those that the link did not take yet. */
  long messageBytes(long unsentBytes) {
    long taken = taken(unsentBytes);
    while (!marks.isEmpty() && marks.peek().all() <= taken) {
      messagesTaken = marks.remove().messages();
    }
    return messages - messagesTaken;
  }
}
