package tv.coax.protection.jws;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An issuer's published keys, remembered.
 *
 * <p>Whatever strangers send, the issuer is asked at most once in {@link #BETWEEN_FETCHES}: so key
 * ids out of thin air cost it nothing. One thread fetches; the others wait for what it brings.
 */
final class PublishedKeys implements IssuerKeys {
  static final Duration BETWEEN_FETCHES = Duration.ofSeconds(3);
  static final Duration FRESH = Duration.ofHours(1);

  private final JwkSetFetch fetch;
  private final Optional<Path> copy;
  private final Clock clock;

  private @Nullable JwkSet known;
  private @Nullable Instant fetched;
  private @Nullable Instant tried;

  PublishedKeys(JwkSetFetch fetch, Optional<Path> copy, Clock clock) {
    this.fetch = fetch;
    this.copy = copy;
    this.clock = clock;
    this.known = copy.map(PublishedKeys::load).orElse(null);
  }

  @Override
  public synchronized Optional<PublicKey> find(String kid) {
    Optional<PublicKey> key = known().flatMap(set -> set.find(kid));
    if (key.isPresent() && isFresh()) {
      return key;
    }
    refetch();
    return known()
        .orElseThrow(
            () -> new KeysUnavailableException("The issuer's keys are not known yet; try again."))
        .find(kid);
  }

  private Optional<JwkSet> known() {
    return Optional.ofNullable(known);
  }

  private boolean isFresh() {
    Instant since = fetched;
    return since != null && isWithin(since, FRESH);
  }

  /** A clock that was set back must not keep the keys from being fetched. */
  private boolean isWithin(Instant since, Duration span) {
    Instant now = clock.instant();
    return !now.isBefore(since) && now.isBefore(since.plus(span));
  }

  private void refetch() {
    Instant last = tried;
    if (last != null && isWithin(last, BETWEEN_FETCHES)) {
      return;
    }
    tried = clock.instant();
    try {
      String json = fetch.fetch();
      known = JwkSet.parse(json);
      fetched = tried;
      keep(json);
    } catch (IOException | IllegalArgumentException failed) {
      if (known == null) {
        throw new KeysUnavailableException(
            "The keys at " + fetch.address() + " could not be fetched.", failed);
      }
    }
  }

  /** The copy is a convenience: a set that cannot be kept is still good. */
  private void keep(String json) {
    copy.ifPresent(file -> {
      try {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(draft, json);
        Files.move(
            draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException full) {
        System.getLogger(PublishedKeys.class.getName())
            .log(System.Logger.Level.WARNING, "The issuer''s keys could not be kept.", full);
      }
    });
  }

  private static @Nullable JwkSet load(Path file) {
    try {
      return Files.size(file) > JwkSet.MAX_CHARS ? null : JwkSet.parse(Files.readString(file));
    } catch (IOException | IllegalArgumentException none) {
      return null;
    }
  }
}
