package tv.coax.agent.library;

import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;
import tv.coax.agent.identity.Account;
import tv.coax.agent.store.BoxFiles;

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
  private final AtomicLong revision = new AtomicLong(1);

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
              Entry fresh = new Entry(accountId, entitlement, timeline);
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
    return entries().stream()
        .anyMatch(e ->
            e.id().equals(entitlement.id())
                && e.entitlement().asset().equals(entitlement.asset()));
  }

  /** Notes that a step was done, durably; a step already noted stays as it is. */
  public void mark(String entitlementId, UnaryOperator<Timeline> step) {
    entries.computeIfPresent(
        entitlementId,
        (id, known) -> {
          Timeline after = step.apply(known.timeline());
          if (after.equals(known.timeline())) {
            return known;
          }
          Entry fresh = new Entry(known.accountId(), known.entitlement(), after);
          keep(fresh);
          return fresh;
        });
    changed();
  }

  /** A number that is another after anything that the screen shows has changed. */
  public long revision() {
    return revision.get();
  }

  /** Something the screen shows has changed. */
  public void changed() {
    revision.incrementAndGet();
  }

  private void keep(Entry entry) {
    files.writeJson(files.path("library", entry.id() + ".json"), entry);
  }
}
