package tv.coax.protection.jws;

import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * An issuer's published keys, remembered.
 *
 * <p>A known key is answered at once, whatever the issuer does: a set that has grown old is fetched
 * again beside it. Only who asks for an unknown key waits for a fetch, and at most {@link
 * #MOST_WAITING} do at a time. Whatever strangers send, the issuer is asked at most once in {@link
 * #BETWEEN_FETCHES}: so key ids out of thin air cost it nothing, and nobody else their time.
 */
final class PublishedKeys implements IssuerKeys {
  static final Duration BETWEEN_FETCHES = Duration.ofSeconds(3);
  static final Duration FRESH = Duration.ofHours(1);
  static final int MOST_WAITING = 64;

  /** A set of keys; {@code fetched} is missing for one that comes from the copy. */
  private record Known(JwkSet keys, @Nullable Instant fetched) {}

  private final JwkSetFetch fetch;
  private final Optional<KeptCopy> copy;
  private final Clock clock;
  private final Semaphore waiting = new Semaphore(MOST_WAITING);

  private volatile @Nullable Known known;

  // Both only with this object's lock, which nobody holds while anything is fetched.
  private @Nullable CompletableFuture<Void> running;
  private @Nullable Instant tried;

  PublishedKeys(JwkSetFetch fetch, Optional<Path> copy, Clock clock) {
    this.fetch = fetch;
    this.copy = copy.map(KeptCopy::new);
    this.clock = clock;
    this.known = this.copy.map(KeptCopy::load).map(keys -> new Known(keys, null)).orElse(null);
  }

  @Override
  public Optional<PublicKey> find(String kid) {
    Known before = known;
    if (before != null) {
      Optional<PublicKey> key = before.keys().find(kid);
      if (key.isPresent()) {
        if (!isFresh(before)) {
          refetch();
        }
        return key;
      }
    }
    await(refetch());
    Known after = known;
    if (after == null) {
      throw new KeysUnavailableException("The issuer's keys are not known yet; try again.");
    }
    return after.keys().find(kid);
  }

  private boolean isFresh(Known set) {
    Instant since = set.fetched();
    return since != null && isWithin(since, FRESH);
  }

  /** A clock that was set back must not keep the keys from being fetched. */
  private boolean isWithin(Instant since, Duration span) {
    Instant now = clock.instant();
    return !now.isBefore(since) && now.isBefore(since.plus(span));
  }

  /** The fetch under way, or a new one if the last is not too recent. */
  private synchronized CompletableFuture<Void> refetch() {
    if (running != null) {
      return running;
    }
    if (tried != null && isWithin(tried, BETWEEN_FETCHES)) {
      return CompletableFuture.completedFuture(null);
    }
    Instant now = clock.instant();
    tried = now;
    CompletableFuture<Void> begun = new CompletableFuture<>();
    running = begun;
    Thread.ofVirtual().name("issuer-keys").start(() -> fetchFor(begun, now));
    return begun;
  }

  private void fetchFor(CompletableFuture<Void> begun, Instant at) {
    try {
      String json = fetch.fetch();
      known = new Known(JwkSet.parse(json), at);
      keep(json);
      end();
      begun.complete(null);
    } catch (IOException | RuntimeException failed) {
      end();
      begun.completeExceptionally(failed);
    }
  }

  private synchronized void end() {
    running = null;
  }

  /** Waits for a fetch; one that failed is a problem only to who knows nothing from before. */
  private void await(CompletableFuture<Void> fetched) {
    if (!waiting.tryAcquire()) {
      throw new KeysUnavailableException("The issuer is being asked for its keys; try again.");
    }
    try {
      fetched.get();
    } catch (ExecutionException failed) {
      if (known == null) {
        throw new KeysUnavailableException(
            "The keys at " + fetch.address() + " could not be fetched.", failed);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new KeysUnavailableException("Interrupted while fetching keys.", interrupted);
    } finally {
      waiting.release();
    }
  }

  /** The copy is a convenience: a set that cannot be kept is still good. */
  private void keep(String json) {
    copy.ifPresent(file -> {
      try {
        file.keep(json);
      } catch (IOException full) {
        System.getLogger(PublishedKeys.class.getName())
            .log(System.Logger.Level.WARNING, "The issuer''s keys could not be kept.", full);
      }
    });
  }
}
