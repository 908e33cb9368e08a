package tv.coax.catalog.entitlement;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tv.coax.protection.entitlement.Right;
import tv.coax.service.problem.Problem;

/** All entitlements. */
@ApplicationScoped
public class Entitlements implements PanacheRepositoryBase<Entitlement, UUID> {
  /** How many one answer holds at most; a listener asks again for what follows. */
  static final int MOST_AT_ONCE = 1000;

  /** Gives an account its right. Only in the order's transaction, with the account's row locked. */
  @Transactional(Transactional.TxType.MANDATORY)
  public Entitlement grant(Grant grant) {
    var entitlement = new Entitlement(grant, grant.account().nextEntitlementSeq());
    persist(entitlement);
    return entitlement;
  }

  /** What followed from an order. */
  public Optional<Entitlement> ofOrder(UUID orderId) {
    return find("orderId", orderId).firstResultOptional();
  }

  /** The account's entitlements to a title that are worth something now, the best first. */
  public List<Entitlement> activeOf(String accountId, UUID titleId, Instant now) {
    return list(
            "accountId = ?1 and titleId = ?2 and state = ?3",
            accountId,
            titleId,
            EntitlementState.ACTIVE)
        .stream()
        .filter(entitlement -> entitlement.isActive(now))
        .sorted(Comparator.comparing(entitlement -> entitlement.right() != Right.PURCHASE))
        .toList();
  }

  /** The account's own active entitlement, or the problem {@code not-entitled}. */
  public Entitlement requireActive(String accountId, UUID id) {
    return findByIdOptional(id)
        .filter(entitlement -> entitlement.accountId().equals(accountId))
        .filter(entitlement -> entitlement.isActive(Instant.now()))
        .orElseThrow(() -> notEntitled("This account holds no such entitlement, or no longer."));
  }

  /** The account's entitlements numbered above {@code seq} in rising order, so many at most. */
  @Transactional
  public List<EntitlementView> after(String accountId, long seq) {
    return views(accountId, "e.seq > ?3 order by e.seq", seq)
        .setMaxResults(MOST_AT_ONCE)
        .getResultList();
  }

  /** The account's newest entitlements, the newest first, so many at most. */
  @Transactional
  public List<EntitlementView> newest(String accountId) {
    return views(accountId, "e.seq > ?3 order by e.seq desc", 0L)
        .setMaxResults(MOST_AT_ONCE)
        .getResultList();
  }

  /** All that the account was ever given of one title. */
  @Transactional
  public List<EntitlementView> ofTitle(String accountId, UUID titleId) {
    return views(accountId, "e.titleId = ?3 order by e.seq", titleId).getResultList();
  }

  private TypedQuery<EntitlementView> views(String accountId, String which, Object value) {
    return getEntityManager()
        .createQuery(
            """
            select new tv.coax.catalog.entitlement.EntitlementView(
              e.id, e.seq, e.titleId, t.name, a.version, a.mediaType, e.right,
              e.startBy, e.playbackWindowSeconds, e.notAfter, e.correlationId, e.grantedAt)
            from Entitlement e
            join Title t on t.id = e.titleId
            join Asset a on a.titleId = e.titleId and a.version = e.assetVersion
            where e.accountId = ?1 and e.state = ?2 and
            """
                + which,
            EntitlementView.class)
        .setParameter(1, accountId)
        .setParameter(2, EntitlementState.ACTIVE)
        .setParameter(3, value);
  }

  static Problem notEntitled(String sentence) {
    return Problem.of(403, "not-entitled", sentence);
  }
}
