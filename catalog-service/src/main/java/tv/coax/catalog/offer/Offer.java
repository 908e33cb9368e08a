package tv.coax.catalog.offer;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tv.coax.catalog.money.Money;
import tv.coax.protection.entitlement.Clocks;
import tv.coax.protection.entitlement.Right;

/** A right to a title for a price, in a territory and a window of time. It never changes. */
@Entity
public class Offer {
  @Id private UUID id;

  @Column(name = "title_id")
  private UUID titleId;

  @Column(name = "kind")
  private Right right;

  @Column(name = "amount_minor")
  private long amountMinor;

  @Column private String currency;

  @Column(name = "start_within_seconds")
  private @Nullable Long startWithinSeconds;

  @Column(name = "playback_window_seconds")
  private @Nullable Long playbackWindowSeconds;

  @Column private String territory;

  @Column(name = "opens_at")
  private @Nullable Instant opensAt;

  @Column(name = "closes_at")
  private @Nullable Instant closesAt;

  @Column(name = "created_at")
  private Instant createdAt;

  protected Offer() {}

  /** The offer as asked for, with the defaults filled in. */
  Offer(UUID titleId, NewOffer wanted, Offering defaults) {
    this.id = UUID.randomUUID();
    this.titleId = titleId;
    this.right = wanted.parsedRight();
    this.amountMinor = wanted.price().amountMinor();
    this.currency = wanted.price().currency();
    if (right == Right.RENTAL) {
      this.startWithinSeconds = orElse(wanted.startWithin(), defaults.startWithin()).toSeconds();
      this.playbackWindowSeconds =
          orElse(wanted.playbackWindow(), defaults.playbackWindow()).toSeconds();
    }
    String where = wanted.territory();
    this.territory = where == null ? defaults.territory() : where;
    this.opensAt = wanted.opensAt();
    this.closesAt = wanted.closesAt();
    this.createdAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  private static Duration orElse(@Nullable Duration wanted, Duration otherwise) {
    return wanted == null ? otherwise : wanted;
  }

  /** Whether it may be ordered at this instant. */
  public boolean isOpen(Instant at) {
    return (opensAt == null || !at.isBefore(opensAt))
        && (closesAt == null || at.isBefore(closesAt));
  }

  /** The clocks of a right ordered at this instant. */
  public Clocks clocksFrom(Instant placedAt, Duration subscriptionPeriod) {
    return new Clocks(
        Optional.ofNullable(startWithinSeconds).map(placedAt::plusSeconds),
        Optional.ofNullable(playbackWindow()),
        right == Right.SUBSCRIPTION
            ? Optional.of(placedAt.plus(subscriptionPeriod))
            : Optional.empty());
  }

  public UUID id() {
    return id;
  }

  public UUID titleId() {
    return titleId;
  }

  public Right right() {
    return right;
  }

  public Money price() {
    return new Money(amountMinor, currency);
  }

  public @Nullable Duration startWithin() {
    return startWithinSeconds == null ? null : Duration.ofSeconds(startWithinSeconds);
  }

  public @Nullable Duration playbackWindow() {
    return playbackWindowSeconds == null ? null : Duration.ofSeconds(playbackWindowSeconds);
  }

  public String territory() {
    return territory;
  }

  public @Nullable Instant opensAt() {
    return opensAt;
  }

  public @Nullable Instant closesAt() {
    return closesAt;
  }
}
