package tv.coax.license.licensing;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A license on record. Its id stays through renewals; its number grows with every change. */
@Entity
@Table(name = "license")
class IssuedLicense {
  @Id
  @Column(name = "id")
  UUID id;

  @Column(name = "device_thumbprint", updatable = false)
  String deviceThumbprint;

  @Column(name = "seq")
  long seq;

  /** One of the states of {@link LicenseStatus}. */
  @Column(name = "status")
  String status;

  @Column(name = "not_after")
  @Nullable Instant notAfter;

  @Column(name = "updated_at")
  Instant updatedAt;

  Optional<Instant> notAfter() {
    return Optional.ofNullable(notAfter);
  }
}
