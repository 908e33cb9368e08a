package tv.coax.license.licensing;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.query.TypedParameterValue;
import org.hibernate.type.StandardBasicTypes;
import tv.coax.protection.entitlement.EntitlementToken;
import tv.coax.service.correlation.Correlation;

/** The licenses of the database, and what was given out for which token. */
@ApplicationScoped
class Licenses implements PanacheRepositoryBase<IssuedLicense, UUID> {

  /** What the database says a license is now. */
  record Numbered(UUID id, long seq) {}

  boolean isUsed(String tokenId) {
    return !getEntityManager()
        .createNativeQuery("SELECT 1 FROM issuance WHERE token_id = :token")
        .setParameter("token", tokenId)
        .getResultList()
        .isEmpty();
  }

  /**
   * The license of that entitlement on that device under its next number: made, or renewed. Until
   * the transaction ends nobody else gets a number for it.
   *
   * @return nothing if the license was taken back
   */
  Optional<Numbered> next(EntitlementToken token, Terms terms, Instant now) {
    List<Tuple> rows =
        getEntityManager()
            .createNativeQuery(
                """
                INSERT INTO license
                  (id, entitlement_id, device_thumbprint, seq, status, account_id, key_id,
                   granted_right, not_after, renew_after, offline_until, issued_at, updated_at)
                VALUES (:id, :entitlement, :device, 1, 'active', :account, :key,
                   :right, :notAfter, :renewAfter, :offlineUntil, :now, :now)
                ON CONFLICT (entitlement_id, device_thumbprint) DO UPDATE SET
                  seq = license.seq + 1, key_id = excluded.key_id,
                  granted_right = excluded.granted_right, not_after = excluded.not_after,
                  renew_after = excluded.renew_after, offline_until = excluded.offline_until,
                  updated_at = excluded.updated_at
                WHERE license.status IN ('ready', 'active')
                  AND license.account_id = excluded.account_id
                RETURNING id, seq
                """,
                Tuple.class)
            .setParameter("id", UUID.randomUUID())
            .setParameter("entitlement", token.entitlementId())
            .setParameter("device", token.deviceThumbprint())
            .setParameter("account", token.accountId())
            .setParameter("key", token.keyId())
            .setParameter("right", token.right().word())
            .setParameter("notAfter", nullable(terms.clocks().notAfter()))
            .setParameter("renewAfter", terms.renewAfter())
            .setParameter("offlineUntil", terms.offlineUntil())
            .setParameter("now", now)
            .getResultList();
    return rows.stream()
        .map(row -> new Numbered(row.get(0, UUID.class), row.get(1, Number.class).longValue()))
        .findFirst();
  }

  /** Records that the token was used for this license; false if it was used before. */
  boolean record(String tokenId, Numbered license, Instant now) {
    return getEntityManager()
            .createNativeQuery(
                """
                INSERT INTO issuance (token_id, license_id, seq, issued_at, correlation_id)
                VALUES (:token, :license, :seq, :now, :correlation)
                ON CONFLICT (token_id) DO NOTHING
                """)
            .setParameter("token", tokenId)
            .setParameter("license", license.id())
            .setParameter("seq", license.seq())
            .setParameter("now", now)
            .setParameter("correlation", Correlation.current())
            .executeUpdate()
        == 1;
  }

  private static TypedParameterValue<Instant> nullable(Optional<Instant> instant) {
    return new TypedParameterValue<>(StandardBasicTypes.INSTANT, instant.orElse(null));
  }
}
