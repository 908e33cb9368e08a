package tv.coax.catalog.proof;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import tv.coax.protection.device.DeviceProof;

/** Which proofs were used. Remembered as long as they would still be accepted, then forgotten. */
@ApplicationScoped
class UsedProofs {
  private final EntityManager entities;

  UsedProofs(EntityManager entities) {
    this.entities = entities;
  }

  /**
   * Marks a proof as used; of two that try at once the second waits for the first's transaction.
   *
   * @return false if it was used before
   */
  @Transactional(Transactional.TxType.MANDATORY)
  boolean use(DeviceProof proof, Duration maxAge) {
    return entities
            .createNativeQuery(
                """
                insert into used_proof (thumbprint, jti, acceptable_until) values (?1, ?2, ?3)
                on conflict do nothing\
                """)
            .setParameter(1, proof.thumbprint())
            .setParameter(2, proof.jti())
            .setParameter(3, proof.issuedAt().plus(maxAge))
            .executeUpdate()
        == 1;
  }

  /** Forgets proofs a while after they ran out, so that copies with other clocks agree. */
  @Scheduled(every = "1m", delayed = "1m")
  @Transactional
  void forget() {
    entities
        .createNativeQuery("delete from used_proof where acceptable_until < ?1")
        .setParameter(1, Instant.now().minus(5, ChronoUnit.MINUTES))
        .executeUpdate();
  }
}
