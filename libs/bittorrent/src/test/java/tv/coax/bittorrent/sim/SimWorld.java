package tv.coax.bittorrent.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * A virtual clock: events in the order of their time, all in one thread, repeatable by the seed.
 */
final class SimWorld {
  private record Event(long at, long number, Runnable task) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  final SplittableRandom random;
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final List<Runnable> invariants = new ArrayList<>();
  private long now = 1_000_000_000L;
  private long numbers;
  private long trace = 17;

  SimWorld(long seed) {
    random = new SplittableRandom(seed);
  }

  long now() {
    return now;
  }

  void at(long time, Runnable task) {
    events.add(new Event(Math.max(now, time), numbers++, task));
  }

  void after(long nanos, Runnable task) {
    at(now + nanos, task);
  }

  /** Checked after every event. */
  void invariant(Runnable check) {
    invariants.add(check);
  }

  /** Runs until the condition holds; false if it does not by then. */
  boolean run(long untilNanos, java.util.function.BooleanSupplier done) {
    while (!done.getAsBoolean()) {
      Event event = events.peek();
      if (event == null || event.at() > untilNanos) {
        now = Math.max(now, untilNanos);
        return false;
      }
      events.remove();
      now = event.at();
      trace = trace * 31 + event.at();
      trace = trace * 31 + event.number();
      event.task().run();
      invariants.forEach(Runnable::run);
    }
    return true;
  }

  /** Differs when anything happened at another time or in another order. */
  long trace() {
    return trace;
  }

  int pending() {
    return events.size();
  }
}
