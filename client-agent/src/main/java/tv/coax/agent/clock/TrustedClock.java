package tv.coax.agent.clock;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tv.coax.agent.store.BoxFiles;
import tv.coax.agent.store.SealedNotes;

/**
 * The time this box believes. It is the highest of: the signed server times it has seen, each
 * carried on by the monotonic clock, and the wall clock. It never goes back, neither while the box
 * runs nor over a restart: the highest time is on disk, at most a minute old, and at once when
 * something depends on it. Thread-safe.
 */
@Singleton
public final class TrustedClock {

  private static final Duration WRITE_EVERY = Duration.ofMinutes(1);

  private final SealedNotes notes;
  private final Path file;
  private final Clock wall;
  private final LongSupplier monotonicNanos;

  private Instant anchor;
  private long anchorNanos;
  private Instant written;
  private @Nullable Instant lastServerTime;
  private @Nullable Instant answered;
  private long answeredNanos;

  private boolean confirmed;

  /**
   * What is kept on disk.
   *
   * @param confirmed whether a server told the time since this record was begun
   */
  record Kept(Instant trusted, @Nullable Instant lastServerTime, boolean confirmed) {}

  @Inject
  TrustedClock(BoxFiles files, SealedNotes notes) {
    this(files, notes, Clock.systemUTC(), System::nanoTime);
  }

  /** A clock over a wall clock and a monotonic one. */
  public TrustedClock(BoxFiles files, SealedNotes notes, Clock wall, LongSupplier monotonicNanos) {
    this.notes = notes;
    this.file = files.path("clock.json");
    this.wall = wall;
    this.monotonicNanos = monotonicNanos;
    Kept kept = notes.read(file, Kept.class).orElse(new Kept(Instant.EPOCH, null, false));
    this.confirmed = kept.confirmed();
    this.anchor = kept.trusted();
    this.written = kept.trusted();
    this.lastServerTime = kept.lastServerTime();
    this.anchorNanos = monotonicNanos.getAsLong();
  }

  /** The trusted time now. */
  public synchronized Instant now() {
    advance(wall.instant());
    if (Duration.between(written, anchor).compareTo(WRITE_EVERY) > 0) {
      write();
    }
    return anchor;
  }

  /**
   * A server time from a document whose signature has been verified. It is on disk when this
   * returns.
   */
  public synchronized void onSignedServerTime(Instant serverTime) {
    advance(wall.instant());
    if (lastServerTime == null || serverTime.isAfter(lastServerTime)) {
      lastServerTime = serverTime;
    }
    if (serverTime.isAfter(anchor)) {
      anchor = serverTime;
    }
    write();
  }

  /**
   * A server time that was signed in answer to a request of this run, so that it is the time now.
   * From here on requests are dated by it.
   */
  public synchronized void onAnsweredServerTime(Instant serverTime) {
    answered = serverTime;
    confirmed = true;
    answeredNanos = monotonicNanos.getAsLong();
    onSignedServerTime(serverTime);
  }

  /**
   * Whether a server has told this box the time since its record of it was begun. A record that was
   * lost or altered is begun anew: until then nothing but the wall clock tells how late it is.
   */
  public synchronized boolean isConfirmed() {
    return confirmed;
  }

  /** The trusted time, already on disk: for moments that something is counted from. */
  public synchronized Instant nowDurably() {
    advance(wall.instant());
    write();
    return anchor;
  }

  /**
   * The clock to date requests to the operator by: the server's own if it answered in this run,
   * else the wall clock unless it is known to be behind. Unlike the trusted time it recovers from a
   * wall clock that was far ahead for a while.
   */
  public Clock forRequests() {
    return new Clock() {
      @Override
      public Instant instant() {
        return requestTime();
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }

  private synchronized Instant requestTime() {
    if (answered != null) {
      return answered.plusNanos(Math.max(0, monotonicNanos.getAsLong() - answeredNanos));
    }
    Instant wallNow = wall.instant();
    return lastServerTime != null && wallNow.isBefore(lastServerTime) ? now() : wallNow;
  }

  private void advance(Instant wallNow) {
    long nanos = monotonicNanos.getAsLong();
    anchor = anchor.plusNanos(Math.max(0, nanos - anchorNanos));
    anchorNanos = nanos;
    if (wallNow.isAfter(anchor)) {
      anchor = wallNow;
    }
  }

  private void write() {
    notes.write(file, new Kept(anchor, lastServerTime, confirmed));
    written = anchor;
  }
}
