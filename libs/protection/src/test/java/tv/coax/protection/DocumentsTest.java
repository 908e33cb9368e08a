package tv.coax.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tv.coax.protection.Documents.NOW;
import static tv.coax.protection.Documents.assertRefused;
import static tv.coax.protection.Documents.at;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jose4j.json.JsonUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.coax.protection.device.DeviceKey;
import tv.coax.protection.entitlement.EntitlementToken;
import tv.coax.protection.jws.Hostile;
import tv.coax.protection.jws.InvalidDocumentException.Reason;
import tv.coax.protection.jws.IssuerKeys;
import tv.coax.protection.jws.SigningKey;
import tv.coax.protection.license.License;
import tv.coax.protection.manifest.Manifest;
import tv.coax.protection.sealing.ContentKey;
import tv.coax.protection.ticket.Ticket;

class DocumentsTest {
  private final SigningKey key = SigningKey.generate();
  private final IssuerKeys keys = key.asIssuerKeys();
  private final DeviceKey device = DeviceKey.generate(at(NOW));
  private final ContentKey contentKey = ContentKey.random("key-1");

  @Test
  void everyDocumentReadsAsItWasWritten() {
    Manifest manifest = Documents.manifest();
    EntitlementToken token = Documents.entitlementToken(device.thumbprint());
    License license = Documents.license(device, contentKey);
    Ticket ticket = Documents.ticket(device.thumbprint());

    assertThat(Manifest.verify(manifest.sign(key), keys, "seeder-service")).isEqualTo(manifest);
    assertThat(EntitlementToken.verify(token.sign(key), keys, "catalog-service", at(NOW)))
        .isEqualTo(token);
    assertThat(License.verify(license.sign(key), keys, "license-service")).isEqualTo(license);
    assertThat(License.verify(license.sign(key), keys, "license-service", at(NOW)))
        .isEqualTo(license);
    assertThat(Ticket.verify(ticket.sign(key), keys, "catalog-service", at(NOW))).isEqualTo(ticket);
  }

  @Test
  void theKeyInALicenseOpensOnItsDeviceOnly() {
    License license = Documents.license(device, contentKey);

    assertThat(device.unwrap(license.wrappedContentKey(), "key-1")).isEqualTo(contentKey);
    assertRefused(
        Reason.MALFORMED, () -> device.unwrap(license.wrappedContentKey(), "another-key"));
    assertRefused(
        Reason.WRONG_DEVICE, () -> DeviceKey.generate(at(NOW)).unwrap(license.wrappedContentKey()));
    license.requireDevice(device.thumbprint());
    assertRefused(
        Reason.WRONG_DEVICE, () -> license.requireDevice(DeviceKey.generate(at(NOW)).thumbprint()));
  }

  @Test
  void noDocumentPassesForAnother() {
    String ticket = Documents.ticket(device.thumbprint()).sign(key);

    assertRefused(
        Reason.WRONG_TYPE, () -> EntitlementToken.verify(ticket, keys, "catalog-service", at(NOW)));
    assertRefused(Reason.WRONG_TYPE, () -> License.verify(ticket, keys, "catalog-service"));
    assertRefused(Reason.WRONG_TYPE, () -> Manifest.verify(ticket, keys, "catalog-service"));
  }

  @Test
  void anotherIssuerIsRefusedWhoeverSigned() {
    String ticket = Documents.ticket(device.thumbprint()).sign(key);
    String manifest = Documents.manifest().sign(key);

    assertRefused(
        Reason.WRONG_ISSUER, () -> Ticket.verify(ticket, keys, "license-service", at(NOW)));
    assertRefused(Reason.WRONG_ISSUER, () -> Manifest.verify(manifest, keys, "catalog-service"));
  }

  @Test
  void anotherAudienceIsRefused() {
    for (Object audience :
        new Object[] {
          "tracker", "", "License-Service", java.util.List.of("license-service", "x")
        }) {
      String token = token(Map.of("aud", audience));

      assertRefused(
          Reason.WRONG_AUDIENCE,
          () -> EntitlementToken.verify(token, keys, "catalog-service", at(NOW)));
    }
    String without = tokenWithout("aud");
    assertRefused(
        Reason.WRONG_AUDIENCE,
        () -> EntitlementToken.verify(without, keys, "catalog-service", at(NOW)));
  }

  @ParameterizedTest
  @CsvSource({"-61,NOT_YET_VALID", "-60,", "0,", "299,", "300,EXPIRED", "86400,EXPIRED"})
  void aTokenIsGoodFromItsIssueToItsExpiry(long secondsLater, Reason reason) {
    String token = Documents.entitlementToken(device.thumbprint()).sign(key);
    Instant then = NOW.plusSeconds(secondsLater);

    if (reason == null) {
      EntitlementToken.verify(token, keys, "catalog-service", at(then));
    } else {
      assertRefused(
          reason, () -> EntitlementToken.verify(token, keys, "catalog-service", at(then)));
    }
  }

  @Test
  void aDocumentNotToBeUsedBeforeALaterTimeIsRefusedUntilThen() {
    String token = token(Map.of("nbf", NOW.plusSeconds(120).getEpochSecond()));

    assertRefused(
        Reason.NOT_YET_VALID,
        () -> EntitlementToken.verify(token, keys, "catalog-service", at(NOW)));
  }

  @Test
  void aLicenseExpiresOfflineAndIsStillReadable() {
    String license = Documents.license(device, contentKey).sign(key);
    Instant later = NOW.plus(Duration.ofDays(30));

    assertRefused(
        Reason.EXPIRED, () -> License.verify(license, keys, "license-service", at(later)));
    assertThat(License.verify(license, keys, "license-service").offlineUntil()).isEqualTo(later);
  }

  @Test
  void fractionsOfASecondAreCutOffBeforeSigning() {
    Ticket ticket =
        new Ticket(
            "catalog-service",
            "ticket-1",
            Documents.manifest().wireInfoHash(),
            device.thumbprint(),
            NOW.plusNanos(999_999_999),
            NOW.plusSeconds(60).plusNanos(1));

    assertThat(ticket.issuedAt()).isEqualTo(NOW);
    assertThat(Ticket.verify(ticket.sign(key), keys, "catalog-service", at(NOW))).isEqualTo(ticket);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jti",
        "sub",
        "entitlement_id",
        "title_id",
        "asset_version",
        "key_id",
        "right",
        "cnf",
        "iat",
        "exp",
        "iss"
      })
  void everyRequiredMemberIsRequired(String name) {
    String without = tokenWithout(name);

    assertRefused(
        Reason.MALFORMED, () -> EntitlementToken.verify(without, keys, "catalog-service", at(NOW)));
  }

  @Test
  void membersOfAnotherTypeOrRangeAreMalformed() {
    Map<String, Object> hostile = new HashMap<>();
    hostile.put("exp", "1795464900");
    hostile.put("iat", 1.5);
    hostile.put("nbf", -1);
    hostile.put("jti", 7);
    hostile.put("sub", "");
    hostile.put("title_id", "../../etc/passwd");
    hostile.put("asset_version", 4_294_967_297L);
    hostile.put("key_id", "a b");
    hostile.put("right", "PURCHASE");
    hostile.put("start_by", Long.MAX_VALUE);
    hostile.put("playback_window", 0);
    hostile.put("not_after", true);
    hostile.put("cnf", Map.of("jkt", "short"));

    hostile.forEach((name, value) -> {
      String token = token(Map.of(name, value));
      assertRefused(
          Reason.MALFORMED, () -> EntitlementToken.verify(token, keys, "catalog-service", at(NOW)));
    });
  }

  @Test
  void aManifestWhoseNumbersDoNotFitIsMalformed() throws Exception {
    Map<String, Object> hostile = new HashMap<>();
    hostile.put("sealed_bytes", 1_000_000);
    hostile.put("plain_bytes", 0);
    hostile.put("segment_bytes", 1_048_576);
    hostile.put("piece_bytes", 65_537);
    hostile.put("info_hash_v1", "0123");
    hostile.put("media_type", "video");
    hostile.put("plain_sha256", "E3");
    hostile.put("torrent_url", "file:///etc/passwd");
    Map<String, Object> honest =
        JsonUtil.parseJson(Hostile.payload(Documents.manifest().sign(key)));

    for (Map.Entry<String, Object> member : hostile.entrySet()) {
      Map<String, Object> claims = new HashMap<>(honest);
      claims.put(member.getKey(), member.getValue());
      String jws = key.sign(Manifest.TYPE, claims);
      assertRefused(Reason.MALFORMED, () -> Manifest.verify(jws, keys, "seeder-service"));
    }
  }

  @Test
  void aManifestOfAV2TorrentNamesItsSwarmByTheTruncatedHash() {
    Manifest both = Documents.manifest();
    Manifest v2 =
        new Manifest(
            both.issuer(),
            both.titleId(),
            both.assetVersion(),
            both.keyId(),
            Optional.empty(),
            both.infoHashV2(),
            both.sealedBytes(),
            both.plainBytes(),
            both.segmentBytes(),
            both.pieceBytes(),
            both.mediaType(),
            both.plainSha256(),
            both.torrentUrl(),
            both.issuedAt());

    assertThat(both.wireInfoHash()).isEqualTo("0123456789abcdef0123456789abcdef01234567");
    assertThat(v2.wireInfoHash()).isEqualTo("00112233445566778899aabbccddeeff00112233");
  }

  @Test
  void aTicketThatExpiresBeforeItIsIssuedCannotBeMade() {
    assertThatThrownBy(() ->
            new Ticket(
                "c", "t", Documents.manifest().wireInfoHash(), device.thumbprint(), NOW, NOW))
        .hasMessage("A ticket expires after it was issued.");
  }

  private String token(Map<String, ?> changes) {
    Map<String, Object> claims = tokenClaims();
    claims.putAll(changes);
    return key.sign(EntitlementToken.TYPE, claims);
  }

  private String tokenWithout(String name) {
    Map<String, Object> claims = tokenClaims();
    claims.remove(name);
    return key.sign(EntitlementToken.TYPE, claims);
  }

  private Map<String, Object> tokenClaims() {
    try {
      return new HashMap<>(
          JsonUtil.parseJson(
              Hostile.payload(Documents.entitlementToken(device.thumbprint()).sign(key))));
    } catch (org.jose4j.lang.JoseException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
