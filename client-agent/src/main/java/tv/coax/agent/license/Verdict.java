package tv.coax.agent.license;

import java.time.Instant;

/** Whether an entitlement may be played at this moment. */
public sealed interface Verdict {

  /**
   * It may.
   *
   * @param until when that ends, also for a playback that runs; {@link Instant#MAX} for never
   * @param cost what a playback takes from the right
   */
  record Allowed(Instant until, Cost cost) implements Verdict {}

  /** What a playback takes from a right, the cheapest first. */
  enum Cost {
    /** Nothing: the right has no window. */
    NONE,
    /** Nothing more: its window runs already. */
    STARTED,
    /** The window begins with it. */
    STARTS
  }

  /**
   * It may not.
   *
   * @param problem {@code no-license} or {@code license-expired}
   * @param sentence why, for people
   */
  record Refused(String problem, String sentence) implements Verdict {}
}
