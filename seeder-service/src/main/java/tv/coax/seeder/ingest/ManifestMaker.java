package tv.coax.seeder.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import tv.coax.bittorrent.metainfo.InfoHash;
import tv.coax.bittorrent.metainfo.InfoHashes;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.protection.asset.AssetId;
import tv.coax.protection.jws.SigningKey;
import tv.coax.protection.manifest.Manifest;
import tv.coax.protection.sealing.SealedFormat;
import tv.coax.seeder.asset.SealedAsset;
import tv.coax.service.keys.IssuerConfig;

/** Writes and signs what the seeder says of an asset. */
@ApplicationScoped
class ManifestMaker {
  private final SigningKey key;
  private final String issuer;
  private final URI publicUrl;
  private final Clock clock = Clock.systemUTC();

  ManifestMaker(SigningKey key, IssuerConfig issuer, PublicAddress address) {
    this.key = key;
    this.issuer = issuer.name();
    this.publicUrl = address.url();
  }

  SealedAsset describe(
      AssetId id,
      String keyId,
      Film film,
      SealingPass.Result sealed,
      Metainfo metainfo,
      int pieceBytes) {
    InfoHashes hashes = metainfo.infoHashes();
    Optional<String> v1 = hashes.v1().map(InfoHash::hex);
    Optional<String> v2 = hashes.v2().map(InfoHash::hex);
    String wire = hashes.wire().hex();
    Manifest manifest =
        new Manifest(
            issuer,
            id.titleId(),
            id.version(),
            keyId,
            v1,
            v2,
            sealed.sealedBytes(),
            film.totalBytes(),
            SealedFormat.SEGMENT_BYTES,
            pieceBytes,
            film.mediaType(),
            sealed.plainSha256(),
            URI.create(publicUrl + "/torrents/" + wire + ".torrent"),
            clock.instant());
    return new SealedAsset(
        id,
        keyId,
        film.mediaType(),
        wire,
        v1,
        v2,
        film.totalBytes(),
        sealed.sealedBytes(),
        pieceBytes,
        sealed.plainSha256(),
        manifest.sign(key),
        metainfo.toBytes());
  }
}
