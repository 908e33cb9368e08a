package tv.coax.catalog.asset;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import java.io.Serializable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import tv.coax.protection.manifest.Manifest;

/**
 * One sealed file of a title, with its version. Its contents never change; its manifest may be
 * signed anew.
 */
@Entity
@IdClass(Asset.Key.class)
public class Asset {
  /** What names an asset. */
  record Key(UUID titleId, int version) implements Serializable {}

  @Id
  @Column(name = "title_id")
  private UUID titleId;

  @Id private int version;

  @Column(name = "key_id")
  private String keyId;

  @Column(name = "media_type")
  private String mediaType;

  @Column(name = "plain_bytes")
  private long plainBytes;

  @Column(name = "sealed_bytes")
  private long sealedBytes;

  @Column(name = "info_hash")
  private String infoHash;

  @Column(name = "contents_hash")
  private String contentsHash;

  @Column private String manifest;

  @Column(name = "issued_at")
  private Instant issuedAt;

  @Column(name = "registered_at")
  private Instant registeredAt;

  protected Asset() {}

  Asset(UUID titleId, Manifest manifest, String signed, String infoHash, String contentsHash) {
    this.titleId = titleId;
    this.version = manifest.assetVersion();
    this.keyId = manifest.keyId();
    this.mediaType = manifest.mediaType();
    this.plainBytes = manifest.plainBytes();
    this.sealedBytes = manifest.sealedBytes();
    this.infoHash = infoHash;
    this.contentsHash = contentsHash;
    this.manifest = signed;
    this.issuedAt = manifest.issuedAt();
    this.registeredAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  boolean hasContents(String otherContentsHash) {
    return contentsHash.equals(otherContentsHash);
  }

  /** Takes a manifest that says the same and was signed later. */
  void renew(Manifest manifest, String signed) {
    if (manifest.issuedAt().isAfter(issuedAt)) {
      this.manifest = signed;
      this.issuedAt = manifest.issuedAt();
    }
  }

  public UUID titleId() {
    return titleId;
  }

  public int version() {
    return version;
  }

  public String keyId() {
    return keyId;
  }

  public String mediaType() {
    return mediaType;
  }

  public long plainBytes() {
    return plainBytes;
  }

  public long sealedBytes() {
    return sealedBytes;
  }

  /** What the swarm goes by on the wire: 20 bytes in hex, of v1, or of v2 cut short (BEP 52). */
  public String infoHash() {
    return infoHash;
  }

  /** The manifest as the seeder signed it. */
  public String manifest() {
    return manifest;
  }

  public Instant registeredAt() {
    return registeredAt;
  }
}
