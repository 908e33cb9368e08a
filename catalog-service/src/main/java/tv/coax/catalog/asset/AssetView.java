package tv.coax.catalog.asset;

import java.time.Instant;
import java.util.UUID;

/** A registered asset as the operator and the seeder see it. */
public record AssetView(
    UUID titleId,
    int assetVersion,
    String keyId,
    String mediaType,
    long plainBytes,
    long sealedBytes,
    String infoHash,
    Instant registeredAt) {

  public static AssetView of(Asset asset) {
    return new AssetView(
        asset.titleId(),
        asset.version(),
        asset.keyId(),
        asset.mediaType(),
        asset.plainBytes(),
        asset.sealedBytes(),
        asset.infoHash(),
        asset.registeredAt());
  }
}
