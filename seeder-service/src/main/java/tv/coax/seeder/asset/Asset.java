package tv.coax.seeder.asset;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import tv.coax.protection.asset.AssetId;

/**
 * A sealed asset and how far its registration with the catalog is. Its id is that of its ingest.
 */
@Entity
@Table(name = "asset")
public class Asset {
  /** How far an asset is. */
  public enum State {
    /** Complete and seeded; the catalog does not know it yet. */
    SEALED,
    /** The catalog knows it. */
    REGISTERED,
    /** The catalog will never take it; its file is deleted. */
    REFUSED
  }

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
  private static final int LONGEST_REASON = 1000;

  @Id private UUID id;

  @Column(name = "title_id")
  private String titleId;

  @Column(name = "asset_version")
  private int version;

  @Column(name = "key_id")
  private String keyId;

  @Column(name = "media_type")
  private String mediaType;

  @Column(name = "info_hash")
  @JdbcTypeCode(SqlTypes.CHAR)
  private String infoHash;

  @Column(name = "info_hash_v1")
  @JdbcTypeCode(SqlTypes.CHAR)
  private @Nullable String infoHashV1;

  @Column(name = "info_hash_v2")
  @JdbcTypeCode(SqlTypes.CHAR)
  private @Nullable String infoHashV2;

  @Column(name = "plain_bytes")
  private long plainBytes;

  @Column(name = "sealed_bytes")
  private long sealedBytes;

  @Column(name = "piece_bytes")
  private int pieceBytes;

  @Column(name = "plain_sha256")
  private String plainSha256;

  @Column(name = "manifest")
  private String manifest;

  @Enumerated(EnumType.STRING)
  @Column(name = "state")
  private State state;

  @Column(name = "reason")
  private @Nullable String reason;

  @Column(name = "attempts")
  private int attempts;

  @Column(name = "next_attempt_at")
  private @Nullable Instant nextAttemptAt;

  @Column(name = "correlation_id")
  private @Nullable String correlationId;

  @Column(name = "sealed_at")
  private Instant sealedAt;

  @Column(name = "registered_at")
  private @Nullable Instant registeredAt;

  /** For Hibernate. */
  protected Asset() {}

  /** A freshly sealed asset, to be registered at once. */
  public Asset(UUID id, SealedAsset sealed, @Nullable String correlationId, Instant now) {
    this.id = id;
    this.titleId = sealed.id().titleId();
    this.version = sealed.id().version();
    this.keyId = sealed.keyId();
    this.mediaType = sealed.mediaType();
    this.infoHash = sealed.infoHash();
    this.infoHashV1 = sealed.infoHashV1().orElse(null);
    this.infoHashV2 = sealed.infoHashV2().orElse(null);
    this.plainBytes = sealed.plainBytes();
    this.sealedBytes = sealed.sealedBytes();
    this.pieceBytes = sealed.pieceBytes();
    this.plainSha256 = sealed.plainSha256();
    this.manifest = sealed.manifest();
    this.state = State.SEALED;
    this.correlationId = correlationId;
    this.sealedAt = now;
    this.nextAttemptAt = now;
  }

  /** The catalog took it. */
  public void registered(Instant now) {
    state = State.REGISTERED;
    registeredAt = now;
    nextAttemptAt = null;
    reason = null;
  }

  /** The catalog could not be told; tried again after a wait that doubles up to five minutes. */
  public void notRegistered(String why, Instant now) {
    attempts++;
    long seconds = 1L << Math.min(attempts, 30);
    Duration wait = Duration.ofSeconds(Math.min(seconds, LONGEST_WAIT.toSeconds()));
    nextAttemptAt = now.plus(wait);
    reason = shortened(why);
  }

  /** The catalog will never take it. */
  public void refused(String why) {
    state = State.REFUSED;
    nextAttemptAt = null;
    reason = shortened(why);
  }

  public UUID id() {
    return id;
  }

  /** The title and version. */
  public AssetId assetId() {
    return new AssetId(titleId, version);
  }

  /** The swarm: hex of the 20 bytes on the wire. */
  public String infoHash() {
    return infoHash;
  }

  /** The v2 info-hash, 64 hex digits. */
  public Optional<String> infoHashV2() {
    return Optional.ofNullable(infoHashV2);
  }

  public long sealedBytes() {
    return sealedBytes;
  }

  public String manifest() {
    return manifest;
  }

  public State state() {
    return state;
  }

  /** Why it is refused, or why the catalog does not know it yet. */
  public Optional<String> reason() {
    return Optional.ofNullable(reason);
  }

  public int attempts() {
    return attempts;
  }

  public Optional<String> correlationId() {
    return Optional.ofNullable(correlationId);
  }

  private static String shortened(String why) {
    return why.substring(0, Math.min(LONGEST_REASON, why.length()));
  }
}
