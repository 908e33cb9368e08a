package tv.coax.seeder.ingest;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tv.coax.protection.asset.AssetId;

/**
 * One attempt to bring a film in. It begins as receiving and ends, once, as sealed or failed; a
 * sealed one has an asset of the same id.
 */
@Entity
@Table(name = "ingest")
class Ingest {
  enum State {
    RECEIVING,
    SEALED,
    FAILED
  }

  private static final int LONGEST_REASON = 1000;

  @Id private UUID id;

  @Column(name = "title_id")
  private String titleId;

  @Column(name = "asset_version")
  private int assetVersion;

  @Column(name = "file_name")
  private @Nullable String fileName;

  @Column(name = "media_type")
  private String mediaType;

  @Enumerated(EnumType.STRING)
  @Column(name = "state")
  private State state;

  @Column(name = "reason")
  private @Nullable String reason;

  @Column(name = "received_bytes")
  private long receivedBytes;

  @Column(name = "total_bytes")
  private long totalBytes;

  @Column(name = "correlation_id")
  private @Nullable String correlationId;

  @Column(name = "started_at")
  private Instant startedAt;

  @Column(name = "finished_at")
  private @Nullable Instant finishedAt;

  /** For Hibernate. */
  protected Ingest() {}

  Ingest(Film film, int assetVersion, String correlationId, Instant now) {
    this.id = film.ingestId();
    this.titleId = film.titleId();
    this.assetVersion = assetVersion;
    this.fileName = film.fileName().orElse(null);
    this.mediaType = film.mediaType();
    this.totalBytes = film.totalBytes();
    this.state = State.RECEIVING;
    this.correlationId = correlationId;
    this.startedAt = now;
  }

  void sealed(Instant now) {
    state = State.SEALED;
    receivedBytes = totalBytes;
    finishedAt = now;
  }

  /** Ends an ingest that is still receiving; one that has ended stays as it is. */
  boolean failed(String why, long received, Instant now) {
    if (state != State.RECEIVING) {
      return false;
    }
    state = State.FAILED;
    reason = why.substring(0, Math.min(LONGEST_REASON, why.length()));
    receivedBytes = received;
    finishedAt = now;
    return true;
  }

  void progressed(long received) {
    if (state == State.RECEIVING) {
      receivedBytes = received;
    }
  }

  UUID id() {
    return id;
  }

  AssetId assetId() {
    return new AssetId(titleId, assetVersion);
  }

  State state() {
    return state;
  }

  Optional<String> reason() {
    return Optional.ofNullable(reason);
  }

  Optional<String> fileName() {
    return Optional.ofNullable(fileName);
  }

  String mediaType() {
    return mediaType;
  }

  long receivedBytes() {
    return receivedBytes;
  }

  long totalBytes() {
    return totalBytes;
  }

  Instant startedAt() {
    return startedAt;
  }

  Optional<Instant> finishedAt() {
    return Optional.ofNullable(finishedAt);
  }
}
