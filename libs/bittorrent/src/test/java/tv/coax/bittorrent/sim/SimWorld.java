package tv.coax.bittorrent.sim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

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
  private final PriorityQueue<Event> later = new PriorityQueue<>();

  /** Events of this very moment, which were made in it and so come after those made before. */
  private final Queue<Event> soon = new ArrayDeque<>();

  private final List<Runnable> touched = new ArrayList<>();
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
    if (time <= now) {
      soon.add(new Event(now, numbers++, task));
    } else {
      later.add(new Event(time, numbers++, task));
    }
  }

  void after(long nanos, Runnable task) {
    at(now + nanos, task);
  }

  /** Runs the check when the event that runs now is over: it touches what the check looks at. */
  void checkAfterwards(Runnable check) {
    if (touched.isEmpty() || touched.getLast() != check) {
      touched.add(check);
    }
  }

  /** Runs until the condition holds; false if it does not by then. */
  boolean run(long untilNanos, BooleanSupplier done) {
    while (!done.getAsBoolean()) {
      Event event = next(untilNanos);
      if (event == null) {
        now = Math.max(now, untilNanos);
        return false;
      }
      now = event.at();
      trace = trace * 31 + event.at();
      trace = trace * 31 + event.number();
      event.task().run();
      for (int i = 0; i < touched.size(); i++) {
        touched.get(i).run();
      }
      touched.clear();
    }
    return true;
  }

  private @Nullable Event next(long untilNanos) {
    Event first = later.peek();
    if (first != null && first.at() <= now) {
      return later.remove();
    }
    if (!soon.isEmpty()) {
      return soon.remove();
    }
    return first == null || first.at() > untilNanos ? null : later.remove();
  }

  /** Differs when anything happened at another time or in another order. */
  long trace() {
    return trace;
  }

  /** How many events there were. */
  long events() {
    return numbers - later.size() - soon.size();
  }
}
