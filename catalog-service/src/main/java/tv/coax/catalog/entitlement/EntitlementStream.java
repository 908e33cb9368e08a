package tv.coax.catalog.entitlement;

import io.smallrye.mutiny.subscription.MultiEmitter;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongFunction;
import org.jboss.logging.Logger;

/**
 * One listener's stream. It remembers the last {@code seq} it sent and, each time it is woken,
 * sends everything after it: so a wake-up too many costs a query and a lost one costs only time.
 */
final class EntitlementStream {
  private static final Logger LOG = Logger.getLogger(EntitlementStream.class);

  private final String accountId;
  private final LongFunction<List<EntitlementView>> after;
  private final MultiEmitter<? super EntitlementView> out;
  private final Executor executor;
  private final AtomicBoolean woken = new AtomicBoolean();
  private final AtomicBoolean sending = new AtomicBoolean();
  private volatile long sentSeq;

  /**
   * Up to where the account is known to have been read; above what was sent when nothing came of
   * it.
   */
  private volatile long readSeq;

  private volatile long wantedSeq;

  /**
   * @param afterSeq what the listener has seen already
   * @param after reads what follows a seq, in rising order; may block
   */
  EntitlementStream(
      String accountId,
      long afterSeq,
      LongFunction<List<EntitlementView>> after,
      MultiEmitter<? super EntitlementView> out,
      Executor executor) {
    this.accountId = accountId;
    this.sentSeq = afterSeq;
    this.after = after;
    this.out = out;
    this.executor = executor;
  }

  String accountId() {
    return accountId;
  }

  /** Wakes the stream if the account has got further than it has read. */
  void wakeIfBehind(long accountSeq) {
    if (accountSeq > readSeq) {
      wantedSeq = accountSeq;
      wake();
    }
  }

  /** Says that there may be something new. Returns at once. */
  void wake() {
    woken.set(true);
    executor.execute(this::drain);
  }

  private void drain() {
    while (woken.get() && sending.compareAndSet(false, true)) {
      try {
        while (woken.getAndSet(false)) {
          long reached = wantedSeq;
          send();
          readSeq = Math.max(sentSeq, reached);
        }
      } catch (RuntimeException e) {
        LOG.debugf(e, "Could not read entitlements of a listener; the next look tries again.");
      } finally {
        sending.set(false);
      }
    }
  }

  private void send() {
    List<EntitlementView> fresh;
    do {
      fresh = after.apply(sentSeq);
      for (EntitlementView entitlement : fresh) {
        if (out.isCancelled()) {
          return;
        }
        out.emit(entitlement);
        sentSeq = entitlement.seq();
      }
    } while (fresh.size() == Entitlements.MOST_AT_ONCE);
  }
}
