package tv.coax.seeder.asset;

import java.util.Optional;
import tv.coax.protection.asset.AssetId;

/**
 * What sealing a film gave.
 *
 * @param id title and version
 * @param keyId names the content key
 * @param mediaType of the plain file, lower case without parameters
 * @param infoHash the 20 bytes on the wire, lower-case hex
 * @param infoHashV1 lower-case hex
 * @param infoHashV2 lower-case hex
 * @param plainBytes the film's length
 * @param sealedBytes the sealed file's length
 * @param pieceBytes the torrent's piece length
 * @param plainSha256 of the plain file, as in the manifest
 * @param manifest the signed manifest
 * @param metainfo the bencoded torrent
 */
public record SealedAsset(
    AssetId id,
    String keyId,
    String mediaType,
    String infoHash,
    Optional<String> infoHashV1,
    Optional<String> infoHashV2,
    long plainBytes,
    long sealedBytes,
    int pieceBytes,
    String plainSha256,
    String manifest,
    byte[] metainfo) {}
