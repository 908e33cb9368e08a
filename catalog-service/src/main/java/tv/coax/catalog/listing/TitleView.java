package tv.coax.catalog.listing;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tv.coax.catalog.offer.OfferView;

/**
 * A title on sale, with the offers that are open now.
 *
 * @param mediaType of the asset on sale, with its size in the clear
 */
public record TitleView(
    UUID id,
    String name,
    String synopsis,
    @Nullable Integer year,
    String mediaType,
    long plainBytes,
    List<OfferView> offers) {}
