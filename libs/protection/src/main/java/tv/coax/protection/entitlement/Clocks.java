package tv.coax.protection.entitlement;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tv.coax.protection.jws.Checks;
import tv.coax.protection.jws.Claims;
import tv.coax.protection.jws.ClaimsBuilder;

/**
 * Until when a right can be used. Whole seconds; an absent clock never runs out.
 *
 * @param startBy playback must have begun before this
 * @param playbackWindow once begun, playback ends this long after
 * @param notAfter the right itself ends here
 */
public record Clocks(
    Optional<Instant> startBy, Optional<Duration> playbackWindow, Optional<Instant> notAfter) {
  /** A right without end. */
  public static final Clocks UNLIMITED =
      new Clocks(Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * @throws IllegalArgumentException if the playback window is shorter than a second
   */
  public Clocks {
    startBy = startBy.map(Checks::seconds);
    playbackWindow = playbackWindow.map(window -> Duration.ofSeconds(window.toSeconds()));
    notAfter = notAfter.map(Checks::seconds);
    if (playbackWindow.filter(window -> !window.isPositive()).isPresent()) {
      throw new IllegalArgumentException("A playback window lasts at least a second.");
    }
  }

  /** Adds {@code start_by}, {@code playback_window} and {@code not_after}. */
  public ClaimsBuilder addTo(ClaimsBuilder claims) {
    return claims
        .putInstant("start_by", startBy)
        .putDuration("playback_window", playbackWindow)
        .putInstant("not_after", notAfter);
  }

  /** Reads what {@link #addTo} added. */
  public static Clocks of(Claims claims) {
    return new Clocks(
        claims.optionalInstant("start_by"),
        claims.optionalDuration("playback_window"),
        claims.optionalInstant("not_after"));
  }
}
