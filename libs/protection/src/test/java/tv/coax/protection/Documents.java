package tv.coax.protection;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import tv.coax.protection.device.DeviceKey;
import tv.coax.protection.entitlement.Clocks;
import tv.coax.protection.entitlement.EntitlementToken;
import tv.coax.protection.entitlement.Right;
import tv.coax.protection.jws.InvalidDocumentException;
import tv.coax.protection.jws.InvalidDocumentException.Reason;
import tv.coax.protection.keywrap.KeyWrap;
import tv.coax.protection.license.License;
import tv.coax.protection.manifest.Manifest;
import tv.coax.protection.sealing.ContentKey;
import tv.coax.protection.sealing.SealedFormat;
import tv.coax.protection.ticket.Ticket;

/** One of each document, issued at one moment, for tests. */
public final class Documents {
  public static final Instant NOW = Instant.parse("2026-11-23T20:15:00Z");
  public static final Clocks RENTAL =
      new Clocks(
          Optional.of(NOW.plus(Duration.ofDays(30))),
          Optional.of(Duration.ofHours(48)),
          Optional.empty());

  private Documents() {}

  public static Clock at(Instant instant) {
    return Clock.fixed(instant, ZoneOffset.UTC);
  }

  public static Manifest manifest() {
    long plainBytes = 1_000_000;
    return new Manifest(
        "seeder-service",
        "6f1c2a34-0d5e-4a71-9b1e-1f2d3c4b5a69",
        1,
        "key-1",
        Optional.of("0123456789abcdef0123456789abcdef01234567"),
        Optional.of("00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"),
        SealedFormat.sealedLength(plainBytes),
        plainBytes,
        SealedFormat.SEGMENT_BYTES,
        262_144,
        "video/mp4",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        URI.create(
            "http://127.0.0.1:8483/torrents/0123456789abcdef0123456789abcdef01234567.torrent"),
        NOW);
  }

  public static EntitlementToken entitlementToken(String deviceThumbprint) {
    return new EntitlementToken(
        "catalog-service",
        "token-1",
        "entitlement-1",
        "account-1",
        manifest().titleId(),
        1,
        "key-1",
        Right.RENTAL,
        RENTAL,
        deviceThumbprint,
        NOW,
        NOW.plus(Duration.ofMinutes(5)));
  }

  public static License license(DeviceKey device, ContentKey key) {
    return new License(
        "license-service",
        "license-1",
        1,
        "entitlement-1",
        device.thumbprint(),
        manifest().titleId(),
        1,
        key.keyId(),
        Right.RENTAL,
        RENTAL,
        NOW.plus(Duration.ofDays(7)),
        NOW.plus(Duration.ofDays(30)),
        NOW,
        NOW,
        KeyWrap.wrap(key, device.publicJwk()));
  }

  public static Ticket ticket(String deviceThumbprint) {
    return new Ticket(
        "catalog-service",
        "ticket-1",
        manifest().wireInfoHash(),
        deviceThumbprint,
        NOW,
        NOW.plus(Duration.ofMinutes(30)));
  }

  public static void assertRefused(Reason reason, ThrowingCallable verification) {
    assertThatThrownBy(verification)
        .isInstanceOfSatisfying(
            InvalidDocumentException.class,
            refused ->
                org.assertj.core.api.Assertions.assertThat(refused.reason())
                    .as(refused.getMessage())
                    .isEqualTo(reason));
  }
}
