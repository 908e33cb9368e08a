package tv.coax.catalog.offer;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import tv.coax.catalog.money.Billing;
import tv.coax.catalog.title.Titles;
import tv.coax.service.problem.Problem;

/** All offers. */
@ApplicationScoped
public class Offers implements PanacheRepositoryBase<Offer, UUID> {
  private static final int MOST_PER_TITLE = 50;

  private final Titles titles;
  private final Billing billing;
  private final Offering defaults;

  Offers(Titles titles, Billing billing, Offering defaults) {
    this.titles = titles;
    this.billing = billing;
    this.defaults = defaults;
  }

  /** Makes an offer of a title; problems {@code unknown-title}, {@code invalid-offer}. */
  @Transactional
  public Offer make(UUID titleId, NewOffer wanted) {
    titles.require(titleId);
    wanted.check(billing);
    if (count("titleId", titleId) >= MOST_PER_TITLE) {
      throw Problem.of(
          409, "too-many-offers", "A title has at most " + MOST_PER_TITLE + " offers.");
    }
    var offer = new Offer(titleId, wanted, defaults);
    persist(offer);
    return offer;
  }

  /** The offers of these titles, by title, the cheapest first. */
  public Map<UUID, List<Offer>> byTitle(Collection<UUID> titleIds) {
    return list("titleId in ?1", Sort.by("amountMinor"), titleIds).stream()
        .collect(Collectors.groupingBy(Offer::titleId));
  }

  /** Whether the title has any offer, open or not. */
  public boolean anyOf(UUID titleId) {
    return count("titleId", titleId) > 0;
  }
}
