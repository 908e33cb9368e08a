package tv.coax.agent.library;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.stream.Stream;
import tv.coax.protection.asset.AssetId;

/**
 * One entitlement on this box, as kept on disk.
 *
 * @param entitlement as the catalog tells it now
 * @param timeline of the entitlement's present version
 * @param former the entitlement as it named other versions before, oldest first: each is played and
 *     kept until the present one is here
 */
public record Entry(
    String accountId, Entitlement entitlement, Timeline timeline, List<Entitlement> former) {

  /** Entries written before there were former versions have none. */
  @SuppressWarnings("ConstantValue")
  public Entry {
    former = former == null ? List.of() : List.copyOf(former);
  }

  static Entry begin(String accountId, Entitlement entitlement, Timeline timeline) {
    return new Entry(accountId, entitlement, timeline, List.of());
  }

  /** The entitlement's id. */
  @JsonIgnore
  public String id() {
    return entitlement.id();
  }

  /** The entitlement in every version that is kept, oldest first. */
  public Stream<Entitlement> versions() {
    return Stream.concat(former.stream(), Stream.of(entitlement));
  }

  boolean names(AssetId asset) {
    return versions().anyMatch(v -> v.asset().equals(asset));
  }

  /** As the catalog tells it now; a version that was left is kept as a former one. */
  Entry learned(String accountId, Entitlement now, Timeline timeline) {
    return new Entry(accountId, now, timeline, others(versions(), now.asset()));
  }

  Entry with(Timeline after) {
    return new Entry(accountId, entitlement, after, former);
  }

  Entry without(AssetId asset) {
    return new Entry(accountId, entitlement, timeline, others(former.stream(), asset));
  }

  private static List<Entitlement> others(Stream<Entitlement> versions, AssetId asset) {
    return versions.filter(v -> !v.asset().equals(asset)).toList();
  }
}
