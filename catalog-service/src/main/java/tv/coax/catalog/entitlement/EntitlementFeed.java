package tv.coax.catalog.entitlement;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tv.coax.service.problem.Problem;

/**
 * Tells listeners of their account's entitlements: all after the one they saw last, then each new
 * one as it is committed, whichever copy of the service committed it.
 */
@ApplicationScoped
class EntitlementFeed {
  /** What a slow listener may have outstanding before its stream is ended. */
  private static final int MOST_OUTSTANDING = 4096;

  private final Entitlements entitlements;
  private final Feeding feeding;
  private final Map<String, Set<EntitlementStream>> streams = new ConcurrentHashMap<>();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  EntitlementFeed(Entitlements entitlements, Feeding feeding, MeterRegistry metrics) {
    this.entitlements = entitlements;
    this.feeding = feeding;
    metrics.gauge("coax.entitlement.listeners", streams, EntitlementFeed::count);
  }

  /**
   * The account's entitlements after {@code afterSeq}, without end; {@code too-many-streams} when
   * the account holds as many as it may.
   */
  Multi<EntitlementView> listen(String accountId, long afterSeq) {
    if (isFull(streams.get(accountId))) {
      throw tooMany();
    }
    return Multi.createFrom()
        .emitter(emitter -> open(accountId, afterSeq, emitter), MOST_OUTSTANDING);
  }

  private void open(
      String accountId, long afterSeq, MultiEmitter<? super EntitlementView> emitter) {
    var stream =
        new EntitlementStream(
            accountId, afterSeq, seq -> entitlements.after(accountId, seq), emitter, executor);
    if (!admit(stream)) {
      emitter.fail(tooMany());
      return;
    }
    emitter.onTermination(() -> close(stream));
    stream.wake();
  }

  /** Counts and adds in one step: however many connect at once, no more than may be are in. */
  private boolean admit(EntitlementStream stream) {
    Set<EntitlementStream> admitted =
        streams.compute(
            stream.accountId(),
            (id, known) -> {
              Set<EntitlementStream> set = known == null ? ConcurrentHashMap.newKeySet() : known;
              if (!isFull(set)) {
                set.add(stream);
              }
              return set;
            });
    return admitted.contains(stream);
  }

  private boolean isFull(@Nullable Set<EntitlementStream> open) {
    return open != null && open.size() >= feeding.streamsPerAccount();
  }

  private static Problem tooMany() {
    return Problem.of(429, "too-many-streams", "This account listens often enough already.");
  }

  private void close(EntitlementStream stream) {
    streams.computeIfPresent(
        stream.accountId(),
        (id, known) -> {
          known.remove(stream);
          return known.isEmpty() ? null : known;
        });
  }

  /** Says that this account may have something new. */
  void wake(String accountId) {
    streams.getOrDefault(accountId, Set.of()).forEach(EntitlementStream::wake);
  }

  /** Wakes the listeners of an account that have not been sent this entitlement. */
  void wakeBehind(String accountId, long seq) {
    streams.getOrDefault(accountId, Set.of()).forEach(stream -> stream.wakeIfBehind(seq));
  }

  /** The accounts that somebody listens for. */
  Set<String> listenedAccounts() {
    return Set.copyOf(streams.keySet());
  }

  private static double count(Map<String, Set<EntitlementStream>> streams) {
    return streams.values().stream().mapToInt(Set::size).sum();
  }

  void stop(@Observes ShutdownEvent event) {
    executor.shutdownNow();
  }
}
