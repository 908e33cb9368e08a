package tv.coax.agent.license;

import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import tv.coax.agent.clock.TrustedClock;
import tv.coax.agent.store.BoxFiles;
import tv.coax.agent.store.SealedNotes;
import tv.coax.protection.license.License;

/**
 * When each entitlement was first played: durable before the first byte leaves the box, and never
 * changed. Before a license with a playback window is kept, it is noted that it was not played yet;
 * so a note that is missing later, or was altered, was taken away, and the window counts from the
 * issue of the license. Thread-safe.
 */
@Singleton
final class FirstPlays {

  private static final Logger LOG = Logger.getLogger(FirstPlays.class);
  private static final String ENDING = ".json";

  private final BoxFiles files;
  private final SealedNotes notes;
  private final TrustedClock clock;
  private final ConcurrentHashMap<String, Kept> known = new ConcurrentHashMap<>();

  /** What is kept on disk; null for not played yet. */
  record Kept(@Nullable Instant firstPlayAt) {}

  FirstPlays(BoxFiles files, SealedNotes notes, TrustedClock clock) {
    this.files = files;
    this.notes = notes;
    this.clock = clock;
    for (Path file : files.list(files.path("plays"), ENDING)) {
      String name = String.valueOf(file.getFileName());
      String id = name.substring(0, name.length() - ENDING.length());
      notes.read(file, Kept.class).ifPresent(kept -> known.put(id, kept));
    }
  }

  /** When the entitlement was first played, if it was. */
  Optional<Instant> of(String entitlementId) {
    return Optional.ofNullable(known.get(entitlementId)).map(Kept::firstPlayAt);
  }

  /** A license comes to this box for the first time: from now on there is a note for it. */
  void onIssued(License license) {
    if (hasWindow(license)) {
      known.computeIfAbsent(license.entitlementId(), id -> keep(id, null));
    }
  }

  /** A license was on this box before: if its note is gone, it counts as played since its issue. */
  void onFound(License license) {
    if (hasWindow(license)) {
      known.computeIfAbsent(
          license.entitlementId(),
          id -> {
            LOG.warnf(
                "When entitlement %s was first played is not known any more; it counts from %s.",
                id, license.issuedAt());
            return keep(id, license.issuedAt());
          });
    }
  }

  /** Notes the first play, unless there was one. On disk when this returns. */
  void begin(String entitlementId) {
    known.compute(
        entitlementId,
        (id, kept) ->
            kept != null && kept.firstPlayAt() != null ? kept : keep(id, clock.nowDurably()));
  }

  static boolean hasWindow(License license) {
    return license.clocks().playbackWindow().isPresent();
  }

  private Kept keep(String id, @Nullable Instant firstPlayAt) {
    Kept kept = new Kept(firstPlayAt);
    notes.write(files.path("plays", id + ENDING), kept);
    return kept;
  }
}
