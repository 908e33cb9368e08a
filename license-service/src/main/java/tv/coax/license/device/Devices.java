package tv.coax.license.device;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;

/** The registered devices. */
@ApplicationScoped
public class Devices implements PanacheRepositoryBase<Device, String> {

  List<Device> ofAccount(String accountId) {
    return list(
        "accountId = ?1 and removedAt is null order by registeredAt, thumbprint", accountId);
  }

  /** The device, as it is until the transaction ends: nobody else changes it meanwhile. */
  Optional<Device> findLocked(String thumbprint) {
    return findByIdOptional(thumbprint, LockModeType.PESSIMISTIC_WRITE);
  }

  /** Lets the registrations of one account pass one after the other until the transaction ends. */
  void lockAccount(String accountId) {
    getEntityManager()
        .createNativeQuery("SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(:account, 1))")
        .setParameter("account", accountId)
        .getSingleResult();
  }

  /** The lowest free slot of an account, from 1 to the limit. */
  Optional<Integer> freeSlot(String accountId, int limit) {
    List<?> free =
        getEntityManager()
            .createNativeQuery(
                """
                SELECT slot FROM generate_series(1, :limit) AS slot
                EXCEPT SELECT slot FROM device WHERE account_id = :account
                ORDER BY slot LIMIT 1
                """,
                Integer.class)
            .setParameter("limit", limit)
            .setParameter("account", accountId)
            .getResultList();
    return free.stream().map(Integer.class::cast).findFirst();
  }

  /** Stores the device unless its key is registered; waits for whoever is just doing that. */
  boolean insertIfAbsent(Device device) {
    return getEntityManager()
            .createNativeQuery(
                """
                INSERT INTO device (thumbprint, account_id, slot, name, public_key, registered_at)
                VALUES (:thumbprint, :accountId, :slot, :name, :publicKey, :registeredAt)
                ON CONFLICT (thumbprint) DO NOTHING
                """)
            .setParameter("thumbprint", device.thumbprint)
            .setParameter("accountId", device.accountId)
            .setParameter("slot", device.slot)
            .setParameter("name", device.name)
            .setParameter("publicKey", device.publicKey)
            .setParameter("registeredAt", device.registeredAt)
            .executeUpdate()
        == 1;
  }
}
