package tv.coax.license.proof;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Which proofs were used. Remembered as long as they would still be accepted, then forgotten. */
@ApplicationScoped
class UsedProofs {
  private final EntityManager database;
  private final Clock clock;

  @Inject
  UsedProofs(EntityManager database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Marks a proof as used, in a transaction of its own, so that it stays used whatever comes of the
   * request.
   *
   * @return false if it was used before
   */
  @Transactional(TxType.REQUIRES_NEW)
  boolean use(String thumbprint, String jti, Instant acceptableUntil) {
    return database
            .createNativeQuery(
                """
                INSERT INTO used_proof (thumbprint, jti, expires_at)
                VALUES (:thumbprint, :jti, :expiresAt)
                ON CONFLICT DO NOTHING
                """)
            .setParameter("thumbprint", thumbprint)
            .setParameter("jti", jti)
            .setParameter("expiresAt", acceptableUntil)
            .executeUpdate()
        == 1;
  }

  @Scheduled(every = "1m", delayed = "1m")
  @Transactional
  void tidy() {
    forgetExpired();
  }

  /** Forgets proofs a while after they expired, so that copies with other clocks agree. */
  @Transactional
  int forgetExpired() {
    return database
        .createNativeQuery("DELETE FROM used_proof WHERE expires_at < :limit")
        .setParameter("limit", clock.instant().minus(5, ChronoUnit.MINUTES))
        .executeUpdate();
  }
}
