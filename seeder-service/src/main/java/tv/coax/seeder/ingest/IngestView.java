package tv.coax.seeder.ingest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tv.coax.seeder.asset.Asset;

/**
 * An ingest as the operator sees it.
 *
 * @param state {@code receiving}, {@code sealed} (the catalog does not know it yet), {@code
 *     registered} or {@code failed}
 * @param reason why it failed, or why the catalog does not know it yet
 * @param manifest the signed manifest once it is sealed
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record IngestView(
    UUID ingestId,
    String titleId,
    int assetVersion,
    String state,
    Optional<String> reason,
    Optional<String> fileName,
    String mediaType,
    long receivedBytes,
    long totalBytes,
    Optional<String> infoHash,
    Optional<String> manifest,
    Instant startedAt,
    Optional<Instant> finishedAt) {

  static IngestView of(Ingest ingest, @Nullable Asset asset, OptionalLong liveBytes) {
    Optional<Asset> sealed = Optional.ofNullable(asset);
    return new IngestView(
        ingest.id(),
        ingest.assetId().titleId(),
        ingest.assetId().version(),
        state(ingest, asset),
        ingest.reason().or(() -> sealed.flatMap(Asset::reason)),
        ingest.fileName(),
        ingest.mediaType(),
        Math.max(ingest.receivedBytes(), liveBytes.orElse(0)),
        ingest.totalBytes(),
        sealed.map(Asset::infoHash),
        sealed.map(Asset::manifest),
        ingest.startedAt(),
        ingest.finishedAt());
  }

  private static String state(Ingest ingest, @Nullable Asset asset) {
    return switch (ingest.state()) {
      case RECEIVING -> "receiving";
      case FAILED -> "failed";
      case SEALED ->
          asset == null
              ? "sealed"
              : switch (asset.state()) {
                case SEALED -> "sealed";
                case REGISTERED -> "registered";
                case REFUSED -> "failed";
              };
    };
  }
}
