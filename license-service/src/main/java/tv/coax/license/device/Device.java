package tv.coax.license.device;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A box of an account, known by the thumbprint of its key (RFC 7638). */
@Entity
@Table(name = "device")
public class Device {
  @Id
  @Column(name = "thumbprint")
  String thumbprint;

  @Column(name = "account_id", updatable = false)
  String accountId;

  /** Counts from 1; the database gives each of an account's slots away once. */
  @Column(name = "slot", updatable = false)
  int slot;

  @Column(name = "name")
  String name;

  @Column(name = "public_key", updatable = false)
  String publicKey;

  @Column(name = "registered_at", updatable = false)
  Instant registeredAt;

  public String accountId() {
    return accountId;
  }
}
