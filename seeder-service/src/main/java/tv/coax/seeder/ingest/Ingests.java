package tv.coax.seeder.ingest;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tv.coax.seeder.asset.Asset;
import tv.coax.seeder.asset.Assets;
import tv.coax.seeder.asset.SealedAsset;
import tv.coax.service.correlation.Correlation;
import tv.coax.service.problem.Problem;

/** The record of every ingest. Each method is one short transaction. */
@ApplicationScoped
class Ingests implements PanacheRepositoryBase<Ingest, UUID> {
  private final Assets assets;
  private final Clock clock = Clock.systemUTC();

  Ingests(Assets assets) {
    this.assets = assets;
  }

  /** Begins an ingest under the title's next version. */
  @Transactional
  Ingest begin(Film film) {
    if (findById(film.ingestId()) != null) {
      throw idUsed();
    }
    Ingest ingest =
        new Ingest(film, nextVersion(film.titleId()), Correlation.current(), clock.instant());
    persist(ingest);
    return ingest;
  }

  /** Ends an ingest as sealed, with its asset; done only once, however often it is called. */
  @Transactional
  Asset sealed(UUID id, SealedAsset sealed) {
    Optional<Asset> already = assets.findByIdOptional(id);
    if (already.isPresent()) {
      return already.get();
    }
    findById(id).sealed(clock.instant());
    return assets.add(id, sealed, Correlation.current(), clock.instant());
  }

  /** Ends an ingest as failed; false when it had ended before. */
  @Transactional
  boolean failed(UUID id, String why, long receivedBytes) {
    return findById(id).failed(why, receivedBytes, clock.instant());
  }

  @Transactional
  void progressed(UUID id, long receivedBytes) {
    findById(id).progressed(receivedBytes);
  }

  @Transactional
  List<Ingest> receiving() {
    return list("state", Ingest.State.RECEIVING);
  }

  /** The newest ingests, of one title or of all. */
  @Transactional
  List<Ingest> newest(Optional<String> titleId, int most) {
    return titleId
        .map(title -> find("titleId = ?1 order by startedAt desc", title))
        .orElseGet(() -> find("order by startedAt desc"))
        .page(0, most)
        .list();
  }

  static Problem idUsed() {
    return Problem.of(409, "ingest-id-used", "An ingest with this Ingest-Id has begun before.");
  }

  private int nextVersion(String titleId) {
    return ((Number)
            getEntityManager()
                .createNativeQuery(
                    """
                    insert into title_version as known (title_id, last_version) values (:title, 1)
                    on conflict (title_id) do update set last_version = known.last_version + 1
                    returning last_version
                    """)
                .setParameter("title", titleId)
                .getSingleResult())
        .intValue();
  }
}
