package tv.coax.acceptance.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * What is measured side by side, in every run once, in every other run backwards. What ran before
 * leaves its traces: after a program that maps a file, the second to read it pays for the kernel's
 * book of pages. So nobody shall always come after the same one.
 */
final class Turns {
  private final List<Runnable> jobs = new ArrayList<>();

  void add(Runnable job) {
    jobs.add(job);
  }

  /**
   * @param run its number, which may be negative
   */
  void run(int run) {
    (run % 2 == 0 ? jobs : jobs.reversed()).forEach(Runnable::run);
  }
}
