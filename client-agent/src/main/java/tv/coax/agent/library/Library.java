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
import tv.coax.agent.store.BoxFiles;

/**
 * What the account may play on this box, kept on disk: one file for each entitlement. Nothing is
 * forgotten by itself. Thread-safe.
 */
@Singleton
public final class Library {

  private static final Logger LOG = Logger.getLogger(Library.class);

  private final BoxFiles files;
  private final ConcurrentHashMap<String, Entry> entries = new ConcurrentHashMap<>();
  private final AtomicLong revision = new AtomicLong(1);

  Library(BoxFiles files) {
    this.files = files;
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
              news[0] = known == null || !known.entitlement().asset().equals(entitlement.asset());
              Timeline timeline =
                  known == null || news[0] ? Timeline.begin(Instant.now()) : known.timeline();
              Entry fresh = new Entry(accountId, entitlement, timeline);
              if (!fresh.equals(known)) {
                keep(fresh);
              }
              return fresh;
            });
    changed();
    return news[0] ? Optional.of(now) : Optional.empty();
  }

  /** Everything, in the order it was granted. */
  public List<Entry> entries() {
    return entries.values().stream()
        .sorted(Comparator.comparingLong(e -> e.entitlement().seq()))
        .toList();
  }

  /** The entries for a title; often one, more if it was rented and bought. */
  public List<Entry> ofTitle(String titleId) {
    return entries().stream().filter(e -> e.entitlement().titleId().equals(titleId)).toList();
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
