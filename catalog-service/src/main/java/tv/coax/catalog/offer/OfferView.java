package tv.coax.catalog.offer;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tv.coax.catalog.money.Money;

/** An offer as clients see it. */
public record OfferView(
    UUID id,
    String right,
    Money price,
    @Nullable Duration startWithin,
    @Nullable Duration playbackWindow,
    String territory,
    @Nullable Instant opensAt,
    @Nullable Instant closesAt) {

  public static OfferView of(Offer offer) {
    return new OfferView(
        offer.id(),
        Rights.wireName(offer.right()),
        offer.price(),
        offer.startWithin(),
        offer.playbackWindow(),
        offer.territory(),
        offer.opensAt(),
        offer.closesAt());
  }
}
