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
 * @param publishedVersion the version of the asset on sale
 * @param asset the newest version, when one is registered
 */
public record ConsoleTitle(
    UUID id,
    String name,
    String synopsis,
    @Nullable Integer year,
    TitleState state,
    @Nullable Integer publishedVersion,
    @Nullable AssetView asset,
    List<OfferView> offers) {

  /** Whether it could be published: it has something to sell and a price to sell it at. */
  public boolean publishable() {
    return asset != null && !offers.isEmpty();
  }

  /** Whether it is on sale in an older version than the newest, which waits to be published. */
  public boolean waiting() {
    return publishedVersion != null && asset != null && asset.assetVersion() != publishedVersion;
  }
}
