package tv.coax.agent.library;

import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;
import tv.coax.agent.identity.Account;
import tv.coax.agent.store.BoxFiles;
import tv.coax.protection.asset.AssetId;

/**
 * What the account may play on this box, kept on disk: one file for each entitlement. Nothing is
 * forgotten by itself; but of another household than the present one nothing is told. Thread-safe.
 */
@Singleton
public final class Library {

  private static final Logger LOG = Logger.getLogger(Library.class);

  private final BoxFiles files;
  private final Account account;
  private final ConcurrentHashMap<String, Entry> entries = new ConcurrentHashMap<>();
  private final List<Consumer<Entry>> followers = new CopyOnWriteArrayList<>();
  private final List<Runnable> watchers = new CopyOnWriteArrayList<>();

  Library(BoxFiles files, Account account) {
    this.files = files;
    this.account = account;
    for (Path file : files.list(files.path("library"), ".json")) {
      files
          .readJson(file, Entry.class)
          .filter(e -> e.entitlement().isSound())
          .ifPresent(e -> entries.put(e.id(), e));
    }
  }

  /**
   * Keeps an entitlement, durably.
   *
   * @return the entry if there is something to do for it: it is new, or of another asset version
   *     than before
   */
  public Optional<Entry> learn(String accountId, Entitlement entitlement) {
    if (!entitlement.isSound()) {
      LOG.warn("The catalog told of an entitlement that cannot be understood; it is left out.");
      return Optional.empty();
    }
    boolean[] news = new boolean[1];
    Entry now =
        entries.compute(
            entitlement.id(),
            (id, known) -> {
              boolean sameAsset =
                  known != null && known.entitlement().asset().equals(entitlement.asset());
              news[0] = !sameAsset || !known.accountId().equals(accountId);
              Timeline timeline = sameAsset ? known.timeline() : Timeline.begin(Instant.now());
              Entry fresh =
                  known == null
                      ? Entry.begin(accountId, entitlement, timeline)
                      : known.learned(accountId, entitlement, timeline);
              if (!fresh.equals(known)) {
                keep(fresh);
              }
              return fresh;
            });
    changed();
    return news[0] ? Optional.of(now) : Optional.empty();
  }

  /** Everything of the present household, in the order it was granted. */
  public List<Entry> entries() {
    Optional<String> household = account.household();
    return entries.values().stream()
        .filter(e -> household.isEmpty() || household.get().equals(e.accountId()))
        .sorted(Comparator.comparingLong(e -> e.entitlement().seq()))
        .toList();
  }

  /** The entries for a title; often one, more if it was rented and bought. */
  public List<Entry> ofTitle(String titleId) {
    return entries().stream().filter(e -> e.entitlement().titleId().equals(titleId)).toList();
  }

  /** Whether the entitlement is one of the present household's, in this version. */
  public boolean wants(Entitlement entitlement) {
    return rightsTo(entitlement.asset()).stream().anyMatch(r -> r.id().equals(entitlement.id()));
  }

  /** The present household's entitlements to an asset, former versions included. */
  public List<Entitlement> rightsTo(AssetId asset) {
    return entries().stream()
        .flatMap(Entry::versions)
        .filter(v -> v.asset().equals(asset))
        .toList();
  }

  /** Whether another entitlement than this one, of whatever household, is to the same asset. */
  public boolean isSharedBy(Entitlement entitlement) {
    return entries.values().stream()
        .anyMatch(e -> !e.id().equals(entitlement.id()) && e.names(entitlement.asset()));
  }

  /**
   * Notes that a step was done, durably; a step already noted stays as it is, and so does a
   * timeline of another version. Those who follow steps are told in either case.
   */
  public void mark(Entitlement entitlement, UnaryOperator<Timeline> step) {
    Entry now =
        entries.computeIfPresent(
            entitlement.id(),
            (id, known) -> {
              if (!known.entitlement().asset().equals(entitlement.asset())) {
                return known;
              }
              Timeline after = step.apply(known.timeline());
              if (after.equals(known.timeline())) {
                return known;
              }
              Entry fresh = known.with(after);
              keep(fresh);
              return fresh;
            });
    changed();
    if (now != null) {
      followers.forEach(f -> f.accept(now));
    }
  }

  /** Told of each entry after a step; called on the thread that did it. */
  public void onStep(Consumer<Entry> follower) {
    followers.add(follower);
  }

  /** Whether this is a version that its entitlement named before, and does not name now. */
  public boolean isFormer(Entitlement version) {
    Entry known = entries.get(version.id());
    return known != null
        && known.former().stream().anyMatch(v -> v.asset().equals(version.asset()));
  }

  /** A former version is not kept any longer; durable. */
  public void forget(Entitlement former) {
    entries.computeIfPresent(
        former.id(),
        (id, known) -> {
          Entry fresh = known.without(former.asset());
          if (!fresh.equals(known)) {
            keep(fresh);
          }
          return fresh;
        });
    changed();
  }

  /** Told whenever something that the screen shows has changed; must not block. */
  public void onChange(Runnable watcher) {
    watchers.add(watcher);
  }

  /** Something the screen shows has changed. */
  public void changed() {
    watchers.forEach(Runnable::run);
  }

  private void keep(Entry entry) {
    files.writeJson(files.path("library", entry.id() + ".json"), entry);
  }
}
