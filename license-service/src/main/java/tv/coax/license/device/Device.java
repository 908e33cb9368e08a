package tv.coax.license.device;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A box of an account, known by the thumbprint of its key (RFC 7638). */
@Entity
@Table(name = "device")
public class Device {
  @Id
  @Column(name = "thumbprint")
  String thumbprint;

  @Column(name = "account_id")
  String accountId;

  /** Counts from 1; the database gives each of an account's slots away once. None once removed. */
  @Column(name = "slot")
  @Nullable Integer slot;

  @Column(name = "name")
  String name;

  @Column(name = "public_key", updatable = false)
  String publicKey;

  @Column(name = "registered_at")
  Instant registeredAt;

  @Column(name = "removed_at")
  @Nullable Instant removedAt;

  /** Whether it is this account's and was not removed. */
  public boolean isIn(String account) {
    return removedAt == null && accountId.equals(account);
  }

  /** Takes it out of its account. */
  void remove(Instant now) {
    slot = null;
    removedAt = now;
  }
}
