package tv.coax.agent.license;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import tv.coax.agent.license.Verdict.Allowed;
import tv.coax.agent.license.Verdict.Cost;
import tv.coax.agent.license.Verdict.Refused;
import tv.coax.protection.license.License;

/**
 * What a license allows, by its clocks. All ends are exclusive: at the instant itself it is over.
 *
 * <ul>
 *   <li>{@code start_by}: days to start; counts until the first play only
 *   <li>{@code playback_window}: hours to finish, from the first play
 *   <li>{@code not_after}: the end whatever was played
 *   <li>{@code offline_until}: how long the license is good without being renewed
 * </ul>
 */
final class PlaybackRules {

  private static final String EXPIRED = "license-expired";

  private PlaybackRules() {}

  static Verdict judge(License license, Optional<Instant> firstPlay, Instant now) {
    Optional<Instant> notAfter = license.clocks().notAfter();
    if (notAfter.isPresent() && !now.isBefore(notAfter.get())) {
      return new Refused(EXPIRED, "The license ended at " + notAfter.get() + ".");
    }
    Optional<Instant> startBy = license.clocks().startBy();
    if (firstPlay.isEmpty() && startBy.isPresent() && !now.isBefore(startBy.get())) {
      return new Refused(EXPIRED, "The film had to be started before " + startBy.get() + ".");
    }
    Optional<Instant> windowEnd = windowEnd(license, firstPlay);
    if (windowEnd.isPresent() && !now.isBefore(windowEnd.get())) {
      return new Refused(EXPIRED, "The time to finish the film ended at " + windowEnd.get() + ".");
    }
    if (!now.isBefore(license.offlineUntil())) {
      return new Refused(
          EXPIRED,
          "The license was good offline until "
              + license.offlineUntil()
              + ". Connect the box to renew it.");
    }
    Instant end = earliest(Stream.of(notAfter, windowEnd, Optional.of(license.offlineUntil())));
    Instant ifStartedNow =
        firstPlay.isEmpty()
            ? license.clocks().playbackWindow().map(now::plus).orElse(Instant.MAX)
            : Instant.MAX;
    return new Allowed(end.isBefore(ifStartedNow) ? end : ifStartedNow, cost(license, firstPlay));
  }

  /** Whether the right ends by a clock, beyond being renewed now and then. */
  static boolean dependsOnTime(License license) {
    return license.clocks().playbackWindow().isPresent()
        || license.clocks().startBy().isPresent()
        || license.clocks().notAfter().isPresent();
  }

  private static Cost cost(License license, Optional<Instant> firstPlay) {
    if (license.clocks().playbackWindow().isEmpty()) {
      return Cost.NONE;
    }
    return firstPlay.isPresent() ? Cost.STARTED : Cost.STARTS;
  }

  /**
   * The latest instant before which playback could still start if the box never went online again.
   */
  static Instant latestStart(License license, Optional<Instant> firstPlay) {
    Optional<Instant> startBy =
        firstPlay.isPresent() ? Optional.empty() : license.clocks().startBy();
    return earliest(
        Stream.of(
            startBy,
            windowEnd(license, firstPlay),
            license.clocks().notAfter(),
            Optional.of(license.offlineUntil())));
  }

  private static Optional<Instant> windowEnd(License license, Optional<Instant> firstPlay) {
    return license
        .clocks()
        .playbackWindow()
        .flatMap(window -> firstPlay.map(first -> first.plus(window)));
  }

  private static Instant earliest(Stream<Optional<Instant>> ends) {
    return ends.flatMap(Optional::stream).min(Instant::compareTo).orElse(Instant.MAX);
  }
}
