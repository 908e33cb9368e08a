package tv.coax.catalog.asset;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All sealed assets. */
@ApplicationScoped
public class Assets implements PanacheRepositoryBase<Asset, Asset.Key> {

  /** The newest version of a title. */
  public Optional<Asset> newestOf(UUID titleId) {
    return find("titleId = ?1 order by version desc", titleId).firstResultOptional();
  }

  /** One version of a title. */
  public Optional<Asset> find(UUID titleId, int version) {
    return findByIdOptional(new Asset.Key(titleId, version));
  }

  /** The version on sale of each of these titles that is published. */
  public Map<UUID, Asset> publishedByTitle(Collection<UUID> titleIds) {
    return byTitle(
        """
        from Asset a where a.titleId in ?1
        and a.version = (select t.publishedVersion from Title t where t.id = a.titleId)\
        """,
        titleIds);
  }

  /** The newest version of each of these titles that has one. */
  public Map<UUID, Asset> newestByTitle(Collection<UUID> titleIds) {
    return byTitle(
        """
        from Asset a where a.titleId in ?1
        and a.version = (select max(b.version) from Asset b where b.titleId = a.titleId)\
        """,
        titleIds);
  }

  private Map<UUID, Asset> byTitle(String query, Collection<UUID> titleIds) {
    return find(query, titleIds).stream()
        .collect(Collectors.toMap(Asset::titleId, Function.identity()));
  }
}
