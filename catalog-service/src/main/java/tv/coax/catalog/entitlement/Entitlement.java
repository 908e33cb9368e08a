package tv.coax.catalog.entitlement;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tv.coax.protection.entitlement.Clocks;
import tv.coax.protection.entitlement.Right;

/**
 * An account's right to one version of a title that follows from one order.
 *
 * <p>{@code seq} counts an account's entitlements from one without a gap in the order in which they
 * were committed, since it is taken with the account's row locked: who has seen {@code n} has
 * missed nothing up to {@code n}.
 */
@Entity
public class Entitlement {
  @Id private UUID id;

  @Column(name = "account_id")
  private String accountId;

  @Column private long seq;

  @Column(name = "order_id")
  private UUID orderId;

  @Column(name = "title_id")
  private UUID titleId;

  @Column(name = "asset_version")
  private int assetVersion;

  @Column(name = "kind")
  private Right right;

  @Column(name = "start_by")
  private @Nullable Instant startBy;

  @Column(name = "playback_window_seconds")
  private @Nullable Long playbackWindowSeconds;

  @Column(name = "not_after")
  private @Nullable Instant notAfter;

  @Column private EntitlementState state;

  @Column(name = "correlation_id")
  private String correlationId;

  @Column(name = "granted_at")
  private Instant grantedAt;

  protected Entitlement() {}

  Entitlement(Grant grant, long seq) {
    this.id = UUID.randomUUID();
    this.accountId = grant.account().id();
    this.seq = seq;
    this.orderId = grant.orderId();
    this.titleId = grant.titleId();
    this.assetVersion = grant.assetVersion();
    this.right = grant.right();
    this.startBy = grant.clocks().startBy().orElse(null);
    this.playbackWindowSeconds =
        grant.clocks().playbackWindow().map(Duration::toSeconds).orElse(null);
    this.notAfter = grant.clocks().notAfter().orElse(null);
    this.state = EntitlementState.ACTIVE;
    this.correlationId = grant.correlationId();
    this.grantedAt = grant.at();
  }

  /**
   * Whether anything could still be played under it at this instant, as far as the catalog can
   * know: a rental at the latest when it was started at the last moment.
   */
  public boolean isActive(Instant at) {
    if (state != EntitlementState.ACTIVE || (notAfter != null && !at.isBefore(notAfter))) {
      return false;
    }
    long window = playbackWindowSeconds == null ? 0 : playbackWindowSeconds;
    return startBy == null || at.isBefore(startBy.plusSeconds(window));
  }

  public UUID id() {
    return id;
  }

  public String accountId() {
    return accountId;
  }

  public UUID orderId() {
    return orderId;
  }

  public UUID titleId() {
    return titleId;
  }

  /** The version of the title's asset that was bought. It never changes. */
  public int assetVersion() {
    return assetVersion;
  }

  public Right right() {
    return right;
  }

  /** The clocks a license under it keeps. */
  public Clocks clocks() {
    return new Clocks(
        Optional.ofNullable(startBy),
        Optional.ofNullable(playbackWindowSeconds).map(Duration::ofSeconds),
        Optional.ofNullable(notAfter));
  }
}
