package tv.coax.agent.library;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tv.coax.agent.store.BoxFiles;
import tv.coax.protection.asset.AssetId;

/**
 * The account's right to a title, as the catalog tells it.
 *
 * @param id unique; safe as a file name once {@link #isSound}
 * @param seq grows with each entitlement: the event id
 * @param assetVersion the version that was bought; that one is fetched and licensed
 * @param right {@code purchase}, {@code rental}, {@code subscription} or {@code free}
 * @param correlationId follows the purchase through all logs; may be empty
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Entitlement(
    String id,
    long seq,
    String titleId,
    String titleName,
    int assetVersion,
    String mediaType,
    String right,
    @Nullable Instant startBy,
    @Nullable Duration playbackWindow,
    @Nullable Instant notAfter,
    @Nullable String correlationId,
    @Nullable Instant grantedAt) {

  /** The sealed file this is a right to. */
  @JsonIgnore
  public AssetId asset() {
    return new AssetId(titleId, assetVersion);
  }

  /** The correlation id, or an empty text. */
  @JsonIgnore
  public String correlation() {
    return correlationId == null ? "" : correlationId;
  }

  /** Whether the parts a box needs are there and harmless. */
  @SuppressWarnings("ConstantValue")
  @JsonIgnore
  public boolean isSound() {
    return id != null
        && titleId != null
        && titleName != null
        && mediaType != null
        && right != null
        && assetVersion >= 1
        && BoxFiles.isPlainName(id)
        && BoxFiles.isPlainName(titleId)
        && titleName.length() <= 500;
  }
}
