package tv.coax.agent.license;

import java.time.Instant;

/** Whether an entitlement may be played at this moment. */
public sealed interface Verdict {

  /**
   * It may.
   *
   * @param until when that ends, also for a playback that runs; {@link Instant#MAX} for never
   */
  record Allowed(Instant until) implements Verdict {}

  /**
   * It may not.
   *
   * @param problem {@code no-license} or {@code license-expired}
   * @param sentence why, for people
   */
  record Refused(String problem, String sentence) implements Verdict {}
}
