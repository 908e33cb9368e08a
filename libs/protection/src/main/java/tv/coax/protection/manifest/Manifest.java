package tv.coax.protection.manifest;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import tv.coax.protection.asset.AssetId;
import tv.coax.protection.jws.Checks;
import tv.coax.protection.jws.Claims;
import tv.coax.protection.jws.ClaimsBuilder;
import tv.coax.protection.jws.IssuerKeys;
import tv.coax.protection.jws.SigningKey;
import tv.coax.protection.sealing.SealedFormat;

/**
 * The seeder's signed description of an asset: a box downloads only what a manifest names. It is
 * public, has no audience and does not expire.
 *
 * @param issuer the seeder that sealed it
 * @param keyId the content key that opens it
 * @param infoHashV1 of its torrent (BEP 3), 40 hex digits in lower case
 * @param infoHashV2 of its torrent (BEP 52), 64 hex digits in lower case; one of both is there
 * @param sealedBytes length of the sealed file
 * @param plainBytes length of the plain file, at least 1
 * @param segmentBytes always {@link SealedFormat#SEGMENT_BYTES}
 * @param pieceBytes piece length of the torrent, a multiple of the segment
 * @param mediaType of the plain file
 * @param plainSha256 of the plain file, 64 hex digits in lower case
 * @param torrentUrl where the .torrent is served, http or https
 * @param issuedAt whole seconds
 */
public record Manifest(
    String issuer,
    String titleId,
    int assetVersion,
    String keyId,
    Optional<String> infoHashV1,
    Optional<String> infoHashV2,
    long sealedBytes,
    long plainBytes,
    int segmentBytes,
    int pieceBytes,
    String mediaType,
    String plainSha256,
    URI torrentUrl,
    Instant issuedAt) {

  /** The {@code typ} of a manifest. */
  public static final String TYPE = "coax-manifest+jwt";

  private static final Pattern HEX_20 = Pattern.compile("[0-9a-f]{40}");
  private static final Pattern HEX_32 = Pattern.compile("[0-9a-f]{64}");

  /**
   * @throws IllegalArgumentException with a sentence if the values cannot belong to one asset
   */
  public Manifest {
    Checks.text("issuer", issuer);
    AssetId.requireName("key id", keyId);
    require(new AssetId(titleId, assetVersion).version() >= 1, "asset version");
    require(infoHashV1.isPresent() || infoHashV2.isPresent(), "info-hash");
    require(infoHashV1.filter(hash -> !HEX_20.matcher(hash).matches()).isEmpty(), "v1 info-hash");
    require(infoHashV2.filter(hash -> !HEX_32.matcher(hash).matches()).isEmpty(), "v2 info-hash");
    require(plainBytes >= 1, "plain size");
    require(sealedBytes == SealedFormat.sealedLength(plainBytes), "sealed size");
    require(segmentBytes == SealedFormat.SEGMENT_BYTES, "segment size");
    require(pieceBytes > 0 && pieceBytes % segmentBytes == 0, "piece length");
    SealedFormat.requireMediaType(mediaType);
    require(HEX_32.matcher(plainSha256).matches(), "SHA-256");
    require(isHttp(torrentUrl), "torrent address");
    issuedAt = Checks.seconds(issuedAt);
  }

  public AssetId asset() {
    return new AssetId(titleId, assetVersion);
  }

  /** What the asset was sealed with: see {@link SealedFormat#associatedData}. */
  public byte[] associatedData() {
    return SealedFormat.associatedData(asset(), keyId, mediaType);
  }

  /**
   * The 20 bytes that name the swarm on the wire and in tickets, as 40 hex digits: the v1
   * info-hash, or the first 20 bytes of the v2 one (BEP 52).
   */
  public String wireInfoHash() {
    return infoHashV1.or(() -> infoHashV2.map(hash -> hash.substring(0, 40))).orElseThrow();
  }

  public String sign(SigningKey key) {
    return key.sign(
        TYPE,
        new ClaimsBuilder()
            .issuer(issuer, issuedAt)
            .put("title_id", titleId)
            .put("asset_version", assetVersion)
            .put("key_id", keyId)
            .putText("info_hash_v1", infoHashV1)
            .putText("info_hash_v2", infoHashV2)
            .put("sealed_bytes", sealedBytes)
            .put("plain_bytes", plainBytes)
            .put("segment_bytes", segmentBytes)
            .put("piece_bytes", pieceBytes)
            .put("media_type", mediaType)
            .put("plain_sha256", plainSha256)
            .put("torrent_url", torrentUrl.toString())
            .build());
  }

  /**
   * Verifies type, signature and issuer, and that the values can belong to one asset.
   *
   * @throws tv.coax.protection.jws.InvalidDocumentException MALFORMED, WRONG_TYPE, BAD_SIGNATURE,
   *     WRONG_ISSUER
   * @throws tv.coax.protection.jws.KeysUnavailableException if the seeder's keys cannot be had
   */
  public static Manifest verify(String jws, IssuerKeys keys, String issuer) {
    Claims claims = Claims.verified(jws, TYPE, keys).issuedBy(issuer);
    return Claims.read(() ->
        new Manifest(
            issuer,
            claims.text("title_id"),
            claims.count("asset_version"),
            claims.text("key_id"),
            claims.optionalText("info_hash_v1"),
            claims.optionalText("info_hash_v2"),
            claims.number("sealed_bytes"),
            claims.number("plain_bytes"),
            claims.count("segment_bytes"),
            claims.count("piece_bytes"),
            claims.text("media_type"),
            claims.text("plain_sha256"),
            claims.uri("torrent_url"),
            claims.instant("iat")));
  }

  private static boolean isHttp(URI uri) {
    return uri.getHost() != null
        && ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()));
  }

  private static void require(boolean possible, String what) {
    if (!possible) {
      throw new IllegalArgumentException("The manifest's " + what + " is impossible.");
    }
  }
}
