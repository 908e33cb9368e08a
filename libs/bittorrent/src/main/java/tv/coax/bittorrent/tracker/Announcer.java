package tv.coax.bittorrent.tracker;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.loop.Loop;
import tv.coax.bittorrent.loop.Timer;
import tv.coax.bittorrent.metainfo.InfoHash;

/**
 * Keeps one torrent announced: joins, asks for peers at the interval of the tracker, tells when the
 * download is complete, and leaves. Asks one tracker at a time in the order of BEP 12; when none
 * answers it waits, longer each time. On the loop only; at most one announce is under way.
 */
public final class Announcer {
  private static final Duration MIN_INTERVAL = Duration.ofSeconds(5);
  private static final Duration FEW_INTERVAL = Duration.ofSeconds(30);
  private static final Duration ALONE_INTERVAL = Duration.ofSeconds(15);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
  private static final Duration MAX_RETRY = Duration.ofMinutes(15);
  private static final Duration LEAVE_PATIENCE = Duration.ofSeconds(5);

  private final Loop loop;
  private final TrackerClient client;
  private final InfoHash infoHash;
  private final byte[] peerId;
  private final AnnounceSource source;
  private final RandomGenerator random;
  private final Tiers tiers;
  private final int key;
  private boolean running;
  private boolean busy;
  private boolean again;
  private boolean joinedIncomplete;
  private boolean completed;
  private int failedRounds;
  private long earliestNanos;
  private long dueNanos;
  private @Nullable Timer next;

  /**
   * @param trackers tiers of addresses; with none, nothing is ever announced
   * @param infoHash the 20 bytes of the wire
   */
  public Announcer(
      Loop loop,
      TrackerClient client,
      List<List<URI>> trackers,
      InfoHash infoHash,
      byte[] peerId,
      AnnounceSource source,
      RandomGenerator random) {
    this.loop = loop;
    this.client = client;
    this.infoHash = infoHash;
    this.peerId = peerId.clone();
    this.source = source;
    this.random = random;
    this.tiers = new Tiers(trackers, random);
    this.key = random.nextInt();
  }

  /** Joins the swarm. */
  public void start() {
    if (!running) {
      running = true;
      announceNow();
    }
  }

  /**
   * Tells the trackers that the download has just become complete; not if it was from the start.
   */
  public void complete() {
    if (joinedIncomplete) {
      completed = true;
      announceNow();
    }
  }

  /** Leaves the swarm. Completes when the trackers know, or do not answer soon; never fails. */
  public CompletionStage<Void> stop() {
    running = false;
    cancelTimer();
    List<CompletableFuture<?>> leaving = new ArrayList<>();
    for (Tiers.Tracker tracker : tiers.inOrder()) {
      if (tracker.joined) {
        tracker.joined = false;
        leaving.add(
            ask(tracker, AnnounceEvent.STOPPED)
                .handle((answer, failure) -> answer)
                .toCompletableFuture());
      }
    }
    CompletableFuture<Void> left = new CompletableFuture<>();
    if (leaving.isEmpty()) {
      left.complete(null);
      return left;
    }
    Timer patience = loop.after(LEAVE_PATIENCE, () -> left.complete(null));
    CompletableFuture.allOf(leaving.toArray(CompletableFuture<?>[]::new))
        .whenComplete((nothing, failure) -> {
          patience.cancel();
          left.complete(null);
        });
    return left;
  }

  /** All trackers, those first that are asked first. */
  public List<TrackerStatus> status() {
    return tiers.inOrder().stream().map(Tiers.Tracker::status).toList();
  }

  private void announceNow() {
    if (busy) {
      again = true;
    } else if (running) {
      schedule(Duration.ZERO);
    }
  }

  private void schedule(Duration delay) {
    cancelTimer();
    next = loop.after(delay, this::round);
  }

  private void cancelTimer() {
    if (next != null) {
      next.cancel();
      next = null;
    }
  }

  private void round() {
    next = null;
    Iterator<Tiers.Tracker> order = tiers.inOrder().iterator();
    if (running && !busy && order.hasNext()) {
      busy = true;
      again = false;
      tryNext(order);
    }
  }

  private void tryNext(Iterator<Tiers.Tracker> order) {
    if (!running) {
      busy = false;
      return;
    }
    if (!order.hasNext()) {
      busy = false;
      schedule(again ? MIN_INTERVAL : retryDelay());
      return;
    }
    Tiers.Tracker tracker = order.next();
    AnnounceEvent event = event(tracker);
    ask(tracker, event)
        .whenComplete((answer, failure) -> {
          if (failure == null) {
            answered(tracker, event, answer);
          } else {
            tracker.failure = reason(failure);
            tryNext(order);
          }
        });
  }

  private AnnounceEvent event(Tiers.Tracker tracker) {
    if (!tracker.joined) {
      return AnnounceEvent.STARTED;
    }
    return completed ? AnnounceEvent.COMPLETED : AnnounceEvent.NONE;
  }

  private void answered(Tiers.Tracker tracker, AnnounceEvent event, AnnounceAnswer answer) {
    busy = false;
    failedRounds = 0;
    tracker.failure = null;
    tracker.lastAnswer = Optional.of(answer);
    if (answer.trackerId().isPresent()) {
      tracker.trackerId = answer.trackerId();
    }
    tracker.joined = true;
    tiers.answered(tracker);
    if (event == AnnounceEvent.COMPLETED) {
      completed = false;
    }
    if (!running) {
      // It was stopped while the answer was on its way.
      tracker.joined = false;
      ask(tracker, AnnounceEvent.STOPPED);
      return;
    }
    Duration least = max(answer.minInterval().orElse(MIN_INTERVAL), MIN_INTERVAL);
    Duration few = max(answer.minInterval().orElse(FEW_INTERVAL), least);
    earliestNanos = loop.nanos() + few.toNanos();
    answer.externalAddress().ifPresent(seen -> source.external(tracker.address, seen));
    source.peers(answer.peers());
    if (!running) {
      return;
    }
    if (again || completed) {
      schedule(Duration.ZERO);
      return;
    }
    dueNanos = loop.nanos() + max(wait(answer), least).toNanos();
    waitOn();
  }

  /** Waits for the next announce; while something is missing, peers may become few meanwhile. */
  private void waitOn() {
    long now = loop.nanos();
    boolean hurry = now >= earliestNanos && source.fewPeers();
    if (now >= dueNanos || hurry) {
      round();
      return;
    }
    Duration left = Duration.ofNanos(dueNanos - now);
    cancelTimer();
    next = loop.after(source.left() > 0 ? min(left, FEW_INTERVAL) : left, this::waitOn);
  }

  private Duration wait(AnnounceAnswer answer) {
    if (answer.peers().isEmpty() && source.left() > 0) {
      return min(answer.interval(), ALONE_INTERVAL);
    }
    return source.fewPeers()
        ? min(answer.interval(), answer.minInterval().orElse(FEW_INTERVAL))
        : answer.interval();
  }

  /** Token and answer may come on any thread; whatever follows from them runs on the loop. */
  private CompletionStage<AnnounceAnswer> ask(Tiers.Tracker tracker, AnnounceEvent event) {
    return onLoop(bearer())
        .thenCompose(
            bearer -> onLoop(client.announce(tracker.address, request(tracker, event, bearer))));
  }

  private <T> CompletionStage<T> onLoop(CompletionStage<T> stage) {
    CompletableFuture<T> result = new CompletableFuture<>();
    stage.whenComplete((value, failure) ->
        loop.execute(() -> {
          if (failure == null) {
            result.complete(value);
          } else {
            result.completeExceptionally(failure);
          }
        }));
    return result;
  }

  private CompletionStage<Optional<String>> bearer() {
    try {
      return source.bearer();
    } catch (RuntimeException failure) {
      return CompletableFuture.failedStage(failure);
    }
  }

  private AnnounceRequest request(
      Tiers.Tracker tracker, AnnounceEvent event, Optional<String> bearer) {
    boolean leaving = event == AnnounceEvent.STOPPED;
    joinedIncomplete |= event == AnnounceEvent.STARTED && source.left() > 0;
    return new AnnounceRequest(
        infoHash,
        peerId,
        source.port(),
        source.uploaded(),
        source.downloaded(),
        source.left(),
        event,
        leaving ? 0 : source.wanted(),
        key,
        tracker.trackerId,
        bearer);
  }

  private Duration retryDelay() {
    int doublings = Math.min(failedRounds++, 10);
    Duration delay = min(FIRST_RETRY.multipliedBy(1L << doublings), MAX_RETRY);
    // Spread, so that a tracker that comes back is not met by everybody at once.
    return delay.plusMillis(random.nextLong(delay.toMillis() / 2));
  }

  private static String reason(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
