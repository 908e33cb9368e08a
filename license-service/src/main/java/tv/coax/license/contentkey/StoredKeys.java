package tv.coax.license.contentkey;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import tv.coax.protection.asset.AssetId;

/** The content keys of the database. */
@ApplicationScoped
class StoredKeys implements PanacheRepositoryBase<StoredKey, String> {

  Optional<StoredKey> of(AssetId asset) {
    return find("titleId = ?1 and assetVersion = ?2", asset.titleId(), asset.version())
        .firstResultOptional();
  }

  /** Stores the key unless its asset version has one; waits for whoever is just storing one. */
  boolean insertIfAbsent(StoredKey key) {
    return getEntityManager()
            .createNativeQuery(
                """
                INSERT INTO content_key
                  (key_id, title_id, asset_version, kek_id, nonce, wrapped_key, created_at)
                VALUES (:keyId, :titleId, :version, :kekId, :nonce, :wrapped, :createdAt)
                ON CONFLICT (title_id, asset_version) DO NOTHING
                """)
            .setParameter("keyId", key.keyId)
            .setParameter("titleId", key.titleId)
            .setParameter("version", key.assetVersion)
            .setParameter("kekId", key.kekId)
            .setParameter("nonce", key.nonce)
            .setParameter("wrapped", key.wrappedKey)
            .setParameter("createdAt", key.createdAt)
            .executeUpdate()
        == 1;
  }

  /** The ids of the key-encryption keys needed to open all there is. */
  List<String> kekIds() {
    return getEntityManager()
        .createQuery("select distinct k.kekId from StoredKey k", String.class)
        .getResultList();
  }

  Optional<StoredKey> anyWrappedBy(String kekId) {
    return find("kekId", kekId).firstResultOptional();
  }

  /** Some keys that another key-encryption key wraps, locked for this transaction. */
  List<StoredKey> notWrappedBy(String kekId, int limit) {
    return find("kekId <> ?1 order by keyId", kekId)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .page(0, limit)
        .list();
  }
}
