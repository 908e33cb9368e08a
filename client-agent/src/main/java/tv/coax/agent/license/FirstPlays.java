package tv.coax.agent.license;

import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tv.coax.agent.clock.TrustedClock;
import tv.coax.agent.store.BoxFiles;

/**
 * When each entitlement was first played: durable before the first byte leaves the box, and never
 * changed.
 */
@Singleton
public final class FirstPlays {

  private final BoxFiles files;
  private final TrustedClock clock;
  private final ConcurrentHashMap<String, Instant> known = new ConcurrentHashMap<>();

  /** What is kept on disk. */
  record Kept(Instant firstPlayAt) {}

  FirstPlays(BoxFiles files, TrustedClock clock) {
    this.files = files;
    this.clock = clock;
    for (Path file : files.list(files.path("plays"), ".json")) {
      String name = String.valueOf(file.getFileName());
      files
          .readJson(file, Kept.class)
          .ifPresent(
              k -> known.put(name.substring(0, name.length() - ".json".length()), k.firstPlayAt()));
    }
  }

  /** When the entitlement was first played, if it was. */
  public Optional<Instant> of(String entitlementId) {
    return Optional.ofNullable(known.get(entitlementId));
  }

  /** Notes the first play, unless there was one. On disk when this returns. */
  public Instant begin(String entitlementId) {
    return known.computeIfAbsent(
        entitlementId,
        id -> {
          Instant now = clock.nowDurably();
          files.writeJson(files.path("plays", id + ".json"), new Kept(now));
          return now;
        });
  }
}
