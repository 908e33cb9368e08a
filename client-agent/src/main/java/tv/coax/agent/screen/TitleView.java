package tv.coax.agent.screen;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tv.coax.agent.library.Timeline;

/**
 * One entry of {@code GET /api/library}.
 *
 * @param state {@code waiting}, {@code downloading}, {@code ready} or {@code failed}
 * @param reason what hinders it, as a sentence; null if nothing does
 * @param sources verified bytes by the peer that sent them
 * @param licensed whether a verified license for this box is here
 * @param playable whether it may be played now
 * @param latestStart when playback could last be started without going online again; null without a
 *     license
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TitleView(
    String entitlementId,
    String titleId,
    int assetVersion,
    String name,
    String mediaType,
    String right,
    String state,
    @Nullable String reason,
    long sealedBytes,
    long verifiedBytes,
    double bytesPerSecond,
    Map<String, Long> sources,
    boolean licensed,
    boolean playable,
    @Nullable Instant latestStart,
    @Nullable String correlationId,
    Timeline timeline) {

  private static final DateTimeFormatter FOR_PEOPLE =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.ENGLISH);

  /** Whole percent that are here. */
  @JsonIgnore
  public int percent() {
    return sealedBytes == 0 ? 0 : (int) (100 * verifiedBytes / sealedBytes);
  }

  /** The state in a viewer's words. */
  @JsonIgnore
  public String stateText() {
    return switch (state) {
      case "waiting" -> "Getting ready";
      case "downloading" -> "Arriving, %d %%".formatted(percent());
      case "ready" -> "On this box";
      default -> "Held up";
    };
  }

  /** The right in a viewer's words. */
  @JsonIgnore
  public String rightText() {
    return switch (right) {
      case "purchase" -> "Bought";
      case "rental" -> "Rented";
      case "subscription" -> "Subscription";
      case "free" -> "Free";
      default -> right;
    };
  }

  /** Megabytes here and in all. */
  @JsonIgnore
  public String sizeText() {
    return megabytes(verifiedBytes) + " of " + megabytes(sealedBytes) + " MB";
  }

  /** The latest start in the box's time zone, or empty. */
  @JsonIgnore
  public String latestStartText() {
    return latestStart == null ? "" : FOR_PEOPLE.format(latestStart.atZone(ZoneId.systemDefault()));
  }

  /** Whether a browser's video element is the right player. */
  @JsonIgnore
  public boolean video() {
    return mediaType.startsWith("video/") || mediaType.startsWith("audio/");
  }

  /** Megabytes with one decimal. */
  @SuppressWarnings("MethodCanBeStatic")
  public String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f", bytes / 1e6);
  }
}
