package tv.coax.catalog.listing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tv.coax.catalog.asset.Asset;
import tv.coax.catalog.asset.AssetView;
import tv.coax.catalog.asset.Assets;
import tv.coax.catalog.offer.Offer;
import tv.coax.catalog.offer.OfferView;
import tv.coax.catalog.offer.Offers;
import tv.coax.catalog.title.Title;
import tv.coax.catalog.title.Titles;
import tv.coax.service.problem.Problem;

/** Titles together with their assets and offers; and the rule of what may be published. */
@ApplicationScoped
public class Listing {
  private final Titles titles;
  private final Offers offers;
  private final Assets assets;

  Listing(Titles titles, Offers offers, Assets assets) {
    this.titles = titles;
    this.offers = offers;
    this.assets = assets;
  }

  /** What is on sale, the newest first. */
  @Transactional
  public List<TitleView> published() {
    return views(titles.published());
  }

  /** One title on sale. */
  @Transactional
  public Optional<TitleView> published(UUID id) {
    return titles.findPublished(id).flatMap(title -> views(List.of(title)).stream().findFirst());
  }

  /** Every title, drafts too, the newest first. */
  @Transactional
  public List<ConsoleTitle> everything() {
    List<Title> all = titles.newestFirst();
    List<UUID> ids = all.stream().map(Title::id).toList();
    Map<UUID, List<Offer>> offersOf = offers.byTitle(ids);
    Map<UUID, Asset> assetOf = assets.newestByTitle(ids);
    return all.stream()
        .map(title -> console(title, assetOf.get(title.id()), offersOf.get(title.id())))
        .toList();
  }

  /** One title for the operator; the problem {@code unknown-title} when there is none. */
  @Transactional
  public ConsoleTitle require(UUID id) {
    return console(
        titles.require(id), assets.newestOf(id).orElse(null), offers.byTitle(List.of(id)).get(id));
  }

  /** Adds a draft. */
  @Transactional
  public ConsoleTitle draft(String name, String synopsis, @Nullable Integer year) {
    return console(titles.draft(name, synopsis, year), null, null);
  }

  /**
   * Puts a title on sale in the newest version of its asset; the problem {@code nothing-to-publish}
   * unless it has an asset and an offer. A title on sale stays so, and orders from now on get the
   * newest version; what was bought before stays as it was bought.
   */
  @Transactional
  public ConsoleTitle publish(UUID id) {
    Title title = lock(id);
    Optional<Asset> newest = assets.newestOf(id);
    if (newest.isEmpty() || !offers.anyOf(id)) {
      throw Problem.of(
          409,
          "nothing-to-publish",
          "A title is published when it has a sealed asset and an offer.");
    }
    title.publish(newest.get().version());
    return require(id);
  }

  /** Takes a title off sale. */
  @Transactional
  public ConsoleTitle unpublish(UUID id) {
    lock(id).unpublish();
    return require(id);
  }

  private Title lock(UUID id) {
    Title title = titles.findById(id, LockModeType.PESSIMISTIC_WRITE);
    return title == null ? titles.require(id) : title;
  }

  private List<TitleView> views(List<Title> shown) {
    Instant now = Instant.now();
    List<UUID> ids = shown.stream().map(Title::id).toList();
    Map<UUID, List<Offer>> offersOf = offers.byTitle(ids);
    Map<UUID, Asset> assetOf = assets.publishedByTitle(ids);
    return shown.stream()
        .flatMap(title ->
            Stream.ofNullable(assetOf.get(title.id()))
                .map(asset -> view(title, asset, offersOf.get(title.id()), now)))
        .toList();
  }

  private static TitleView view(
      Title title, Asset asset, @Nullable List<Offer> offers, Instant now) {
    return new TitleView(
        title.id(),
        title.name(),
        title.synopsis(),
        title.year(),
        asset.mediaType(),
        asset.plainBytes(),
        Stream.ofNullable(offers)
            .flatMap(List::stream)
            .filter(offer -> offer.isOpen(now))
            .map(OfferView::of)
            .toList());
  }

  private static ConsoleTitle console(
      Title title, @Nullable Asset asset, @Nullable List<Offer> offers) {
    return new ConsoleTitle(
        title.id(),
        title.name(),
        title.synopsis(),
        title.year(),
        title.state(),
        title.publishedVersion().orElse(null),
        asset == null ? null : AssetView.of(asset),
        offers == null ? List.of() : offers.stream().map(OfferView::of).toList());
  }
}
