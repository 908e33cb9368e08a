package tv.coax.agent.library;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When each step on the way to the screen was first done on this box; null while it is not. */
public record Timeline(
    Instant learnedAt,
    @Nullable Instant manifestAt,
    @Nullable Instant licensedAt,
    @Nullable Instant firstByteAt,
    @Nullable Instant completeAt) {

  static Timeline begin(Instant now) {
    return new Timeline(now, null, null, null, null);
  }

  /** The manifest is here and verified. */
  public Timeline withManifest(Instant at) {
    return manifestAt != null
        ? this
        : new Timeline(learnedAt, at, licensedAt, firstByteAt, completeAt);
  }

  /** The license is here and verified. */
  public Timeline withLicense(Instant at) {
    return licensedAt != null
        ? this
        : new Timeline(learnedAt, manifestAt, at, firstByteAt, completeAt);
  }

  /** The first piece is on disk and verified. */
  public Timeline withFirstByte(Instant at) {
    return firstByteAt != null
        ? this
        : new Timeline(learnedAt, manifestAt, licensedAt, at, completeAt);
  }

  /** All pieces are on disk and verified. */
  public Timeline withComplete(Instant at) {
    return completeAt != null
        ? this
        : new Timeline(learnedAt, manifestAt, licensedAt, firstByteAt, at);
  }
}
