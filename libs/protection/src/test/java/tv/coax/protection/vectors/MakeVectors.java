package tv.coax.protection.vectors;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jose4j.json.JsonUtil;
import tv.coax.protection.Documents;
import tv.coax.protection.asset.AssetId;
import tv.coax.protection.device.DeviceKey;
import tv.coax.protection.device.DeviceProof;
import tv.coax.protection.jws.Hostile;
import tv.coax.protection.jws.SigningKey;
import tv.coax.protection.license.License;
import tv.coax.protection.manifest.Manifest;
import tv.coax.protection.sealing.ContentKey;
import tv.coax.protection.sealing.Sealed;
import tv.coax.protection.sealing.SealedFormat;
import tv.coax.protection.time.ServerTime;

/**
 * Writes the test vectors of docs/formats.md anew into a directory. Salts, nonces and signatures
 * are random, so every run gives other vectors: run it only when a format changes.
 */
final class MakeVectors {
  static final URI LICENSES = URI.create("http://127.0.0.1:8482/api/licenses");

  private MakeVectors() {}

  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    Files.createDirectories(directory);
    Path issuerFile = directory.resolve("issuer-key.json");
    Path deviceFile = directory.resolve("device-key.json");
    SigningKey issuer = SigningKey.loadOrCreate(issuerFile);
    DeviceKey device = DeviceKey.loadOrCreate(deviceFile, Documents.at(Documents.NOW));
    byte[] key =
        HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    ContentKey contentKey = new ContentKey("key-1", key);

    Manifest manifest = sealed(directory, contentKey);
    write(directory, "documents.json", documents(issuer, device, contentKey, manifest));
    write(directory, "refused.json", refused(issuer, device));
    Files.writeString(directory.resolve("issuer-jwks.json"), issuer.publicJwks() + "\n");
    // The format's reader asks for no file mode, and git keeps none.
    Files.setPosixFilePermissions(
        deviceFile, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
    Files.delete(issuerFile);
  }

  private static Manifest sealed(Path directory, ContentKey key) throws IOException {
    AssetId asset = new AssetId(Documents.manifest().titleId(), 1);
    byte[] associatedData = SealedFormat.associatedData(asset, key.keyId(), "video/mp4");
    Map<String, Object> vectors = new LinkedHashMap<>();
    vectors.put("contentKey", HexFormat.of().formatHex(key.key()));
    vectors.put("keyId", key.keyId());
    vectors.put("titleId", asset.titleId());
    vectors.put("assetVersion", asset.version());
    vectors.put("mediaType", "video/mp4");
    vectors.put("associatedData", HexFormat.of().formatHex(associatedData));
    Map<String, Object> files = new LinkedHashMap<>();
    Sealed last = Sealed.of(key, associatedData, Sealed.pattern(1));
    for (int length : new int[] {0, 1, 100, 65_480, 65_481, 140_000}) {
      Sealed sealed = Sealed.of(key, associatedData, Sealed.pattern(length));
      String name = "sealed-" + length + ".bin";
      Files.write(directory.resolve(name), sealed.bytes());
      Map<String, Object> file = new LinkedHashMap<>();
      file.put("plainBytes", length);
      file.put("plainSha256", sha256(sealed.plain()));
      file.put("sealedBytes", sealed.bytes().length);
      files.put(name, file);
      last = sealed;
    }
    vectors.put("files", files);
    write(directory, "sealed.json", vectors);
    return describing(last);
  }

  private static Manifest describing(Sealed sealed) {
    Manifest form = Documents.manifest();
    return new Manifest(
        form.issuer(),
        form.titleId(),
        form.assetVersion(),
        form.keyId(),
        form.infoHashV1(),
        form.infoHashV2(),
        sealed.bytes().length,
        sealed.plain().length,
        form.segmentBytes(),
        form.pieceBytes(),
        form.mediaType(),
        sha256(sealed.plain()),
        form.torrentUrl(),
        form.issuedAt());
  }

  private static Map<String, Object> documents(
      SigningKey issuer, DeviceKey device, ContentKey key, Manifest manifest) {
    License license = Documents.license(device, key);
    Map<String, Object> documents = new LinkedHashMap<>();
    documents.put("verifiedAt", Documents.NOW.toString());
    documents.put("deviceThumbprint", device.thumbprint());
    documents.put("manifest", manifest.sign(issuer));
    documents.put("entitlementToken", Documents.entitlementToken(device.thumbprint()).sign(issuer));
    documents.put("license", license.sign(issuer));
    documents.put("ticket", Documents.ticket(device.thumbprint()).sign(issuer));
    documents.put("wrappedKey", license.wrappedContentKey());
    String proof = device.proof("POST", LICENSES);
    documents.put("proof", proof);
    documents.put("proofMethod", "POST");
    documents.put("proofUri", LICENSES.toString());
    documents.put("time", time(proof).sign(issuer));
    return documents;
  }

  private static ServerTime time(String proof) {
    DeviceProof verified =
        DeviceProof.verify(
            proof, "POST", LICENSES, Duration.ofMinutes(2), Documents.at(Documents.NOW));
    return new ServerTime("license-service", verified.thumbprint(), verified.jti(), Documents.NOW);
  }

  /** Tickets that nobody may accept, by the reason they are refused for. */
  private static Map<String, Object> refused(SigningKey issuer, DeviceKey device) {
    String honest = Documents.ticket(device.thumbprint()).sign(issuer);
    String payload = Hostile.payload(honest);
    Map<String, Object> refused = new LinkedHashMap<>();
    put(refused, "algorithm none, no signature", "MALFORMED", Hostile.algNone(honest));
    put(refused, "algorithm none", "BAD_SIGNATURE", Hostile.algNoneWithSignature(honest));
    put(
        refused,
        "HS256 under the public key",
        "BAD_SIGNATURE",
        Hostile.hs256(honest, issuer.publicJwks().getBytes(StandardCharsets.UTF_8)));
    put(
        refused,
        "another claim under the signature",
        "BAD_SIGNATURE",
        Hostile.otherPayload(honest, payload.replace("ticket-1", "ticket-2")));
    put(
        refused,
        "a key the issuer does not publish",
        "BAD_SIGNATURE",
        Documents.ticket(device.thumbprint()).sign(SigningKey.generate()));
    put(
        refused,
        "an entitlement token",
        "WRONG_TYPE",
        Documents.entitlementToken(device.thumbprint()).sign(issuer));
    put(refused, "cut short", "MALFORMED", honest.substring(0, honest.lastIndexOf('.')));
    change(refused, issuer, payload, "another issuer", "WRONG_ISSUER", "iss", "seeder-service");
    change(
        refused, issuer, payload, "another audience", "WRONG_AUDIENCE", "aud", "license-service");
    change(refused, issuer, payload, "expired", "EXPIRED", "exp", Documents.NOW.getEpochSecond());
    change(
        refused,
        issuer,
        payload,
        "issued in the future",
        "NOT_YET_VALID",
        "iat",
        Documents.NOW.getEpochSecond() + 61);
    change(refused, issuer, payload, "expiry as text", "MALFORMED", "exp", "tomorrow");
    return refused;
  }

  private static void change(
      Map<String, Object> into,
      SigningKey issuer,
      String payload,
      String what,
      String reason,
      String name,
      Object value) {
    try {
      Map<String, Object> claims = new LinkedHashMap<>(JsonUtil.parseJson(payload));
      claims.put(name, value);
      put(into, what, reason, issuer.sign("coax-ticket+jwt", claims));
    } catch (org.jose4j.lang.JoseException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void put(Map<String, Object> into, String what, String reason, String ticket) {
    Map<String, Object> vector = new LinkedHashMap<>();
    vector.put("reason", reason);
    vector.put("ticket", ticket);
    into.put(what, vector);
  }

  private static void write(Path directory, String name, Map<String, Object> json)
      throws IOException {
    String text = JsonUtil.toJson(json).replace("\":{", "\": {\n").replace(",\"", ",\n\"");
    Files.writeString(directory.resolve(name), text + "\n");
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
