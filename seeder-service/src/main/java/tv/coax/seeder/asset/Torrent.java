package tv.coax.seeder.asset;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** The torrent of an asset as it is served: bencoded, never changed. */
@Entity
@Table(name = "torrent")
class Torrent {
  @Id
  @Column(name = "asset_id")
  private UUID assetId;

  @Column(name = "info_hash")
  @JdbcTypeCode(SqlTypes.CHAR)
  private String infoHash;

  @Column(name = "metainfo")
  private byte[] metainfo;

  /** For Hibernate. */
  protected Torrent() {}

  Torrent(UUID assetId, String infoHash, byte[] metainfo) {
    this.assetId = assetId;
    this.infoHash = infoHash;
    this.metainfo = metainfo.clone();
  }

  byte[] metainfo() {
    return metainfo.clone();
  }
}
