package tv.coax.license.contentkey;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import tv.coax.protection.asset.AssetId;

/** A content key at rest: wrapped, with the id of the key-encryption key that opens it. */
@Entity
@Table(name = "content_key")
class StoredKey {
  @Id
  @Column(name = "key_id")
  String keyId;

  @Column(name = "title_id", updatable = false)
  String titleId;

  @Column(name = "asset_version", updatable = false)
  int assetVersion;

  @Column(name = "kek_id")
  String kekId;

  @Column(name = "nonce")
  byte[] nonce;

  @Column(name = "wrapped_key")
  byte[] wrappedKey;

  @Column(name = "created_at", updatable = false)
  Instant createdAt;

  AssetId asset() {
    return new AssetId(titleId, assetVersion);
  }

  Kek.Wrapped wrapped() {
    return new Kek.Wrapped(nonce, wrappedKey);
  }

  void wrappedBy(Kek kek, Kek.Wrapped wrapped) {
    kekId = kek.id();
    nonce = wrapped.nonce();
    wrappedKey = wrapped.bytes();
  }
}
