package tv.coax.catalog.listing;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tv.coax.catalog.asset.AssetView;
import tv.coax.catalog.offer.OfferView;
import tv.coax.catalog.title.TitleState;

/**
 * A title as the operator sees it: drafts too, with every offer.
 *
 * @param asset the newest version, when one is registered
 */
public record ConsoleTitle(
    UUID id,
    String name,
    String synopsis,
    @Nullable Integer year,
    TitleState state,
    @Nullable AssetView asset,
    List<OfferView> offers) {

  /** Whether it could be published: it has something to sell and a price to sell it at. */
  public boolean publishable() {
    return asset != null && !offers.isEmpty();
  }
}
