package tv.coax.seeder.asset;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The sealed assets and their torrents. */
@ApplicationScoped
public class Assets implements PanacheRepositoryBase<Asset, UUID> {

  /** Adds an asset with its torrent. */
  @Transactional(Transactional.TxType.MANDATORY)
  public Asset add(UUID id, SealedAsset sealed, @Nullable String correlationId, Instant now) {
    Asset asset = new Asset(id, sealed, correlationId, now);
    persist(asset);
    getEntityManager().persist(new Torrent(id, sealed.infoHash(), sealed.metainfo()));
    return asset;
  }

  /** Reads assets in one go, so that finding each in this transaction costs nothing more. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void load(List<UUID> ids) {
    list("id in ?1", ids);
  }

  /** The bencoded torrent of a swarm, by the 40 hex digits on the wire. */
  @Transactional
  public Optional<byte[]> torrent(String infoHash) {
    return getEntityManager()
        .createQuery("from Torrent where infoHash = :infoHash", Torrent.class)
        .setParameter("infoHash", infoHash)
        .getResultStream()
        .findFirst()
        .map(Torrent::metainfo);
  }

  /** All assets whose files should be there. */
  @Transactional
  public List<Asset> kept() {
    return list("state <> ?1 order by sealedAt", Asset.State.REFUSED);
  }

  /** Assets that nobody may get, whose files must be gone. */
  @Transactional
  public List<Asset> refused() {
    return list("state", Asset.State.REFUSED);
  }

  /** Sealed assets that the catalog should be told of now. */
  @Transactional
  public List<Asset> toRegister(Instant now, int most) {
    return find(
            "state = ?1 and nextAttemptAt <= ?2 order by nextAttemptAt", Asset.State.SEALED, now)
        .page(0, most)
        .list();
  }
}
