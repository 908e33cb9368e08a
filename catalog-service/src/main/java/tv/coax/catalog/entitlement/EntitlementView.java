package tv.coax.catalog.entitlement;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tv.coax.catalog.offer.Rights;
import tv.coax.protection.entitlement.Right;

/**
 * An entitlement as the account's boxes and pages see it.
 *
 * @param assetVersion the version that was bought
 */
public record EntitlementView(
    UUID id,
    long seq,
    UUID titleId,
    String titleName,
    int assetVersion,
    String mediaType,
    String right,
    @Nullable Instant startBy,
    @Nullable Duration playbackWindow,
    @Nullable Instant notAfter,
    String correlationId,
    Instant grantedAt) {

  /** A row of the query that lists entitlements. */
  public EntitlementView(
      UUID id,
      long seq,
      UUID titleId,
      String titleName,
      int assetVersion,
      String mediaType,
      Right right,
      @Nullable Instant startBy,
      @Nullable Long playbackWindowSeconds,
      @Nullable Instant notAfter,
      String correlationId,
      Instant grantedAt) {
    this(
        id,
        seq,
        titleId,
        titleName,
        assetVersion,
        mediaType,
        Rights.wireName(right),
        startBy,
        playbackWindowSeconds == null ? null : Duration.ofSeconds(playbackWindowSeconds),
        notAfter,
        correlationId,
        grantedAt);
  }

  /**
   * Whether anything could still be played under it at this instant, as far as the catalog knows.
   */
  @JsonIgnore
  public boolean isWorthSomething(Instant at) {
    if (notAfter != null && !at.isBefore(notAfter)) {
      return false;
    }
    Duration window = playbackWindow == null ? Duration.ZERO : playbackWindow;
    return startBy == null || at.isBefore(startBy.plus(window));
  }

  /** Whether it is a rental. */
  @JsonIgnore
  public boolean isRental() {
    return right.equals("rental");
  }
}
