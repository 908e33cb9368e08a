package tv.coax.protection.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.coax.protection.Documents.assertRefused;
import static tv.coax.protection.Documents.at;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tv.coax.protection.asset.AssetId;
import tv.coax.protection.device.DeviceKey;
import tv.coax.protection.device.DeviceProof;
import tv.coax.protection.entitlement.EntitlementToken;
import tv.coax.protection.jws.InvalidDocumentException.Reason;
import tv.coax.protection.jws.IssuerKeys;
import tv.coax.protection.license.License;
import tv.coax.protection.manifest.Manifest;
import tv.coax.protection.sealing.ContentKey;
import tv.coax.protection.sealing.SealedFormat;
import tv.coax.protection.sealing.SealedReader;
import tv.coax.protection.sealing.SealedSource;
import tv.coax.protection.ticket.Ticket;
import tv.coax.protection.time.ServerTime;

/** What was written in these formats once must be read for good. */
class VectorsTest {
  @TempDir Path directory;

  private final IssuerKeys issuer = IssuerKeys.of(text("issuer-jwks.json"));
  private final Map<String, Object> documents = json("documents.json");
  private final Clock clock = at(Instant.parse(document("verifiedAt")));

  @TestFactory
  java.util.stream.Stream<DynamicTest> theSealedFilesOpen() {
    Map<String, Object> vectors = json("sealed.json");
    ContentKey key =
        new ContentKey(
            (String) vectors.get("keyId"),
            HexFormat.of().parseHex((String) vectors.get("contentKey")));
    byte[] associatedData =
        SealedFormat.associatedData(
            new AssetId(
                (String) vectors.get("titleId"), ((Long) vectors.get("assetVersion")).intValue()),
            key.keyId(),
            (String) vectors.get("mediaType"));
    assertThat(HexFormat.of().formatHex(associatedData)).isEqualTo(vectors.get("associatedData"));
    return ((Map<?, ?>) vectors.get("files"))
        .entrySet().stream()
            .map(file ->
                DynamicTest.dynamicTest(
                    (String) file.getKey(),
                    () ->
                        assertOpens(
                            bytes((String) file.getKey()),
                            key,
                            associatedData,
                            (Map<?, ?>) file.getValue())));
  }

  @Test
  void theDocumentsVerifyAndNameTheSameAsset() throws IOException {
    Manifest manifest = Manifest.verify(document("manifest"), issuer, "seeder-service");
    EntitlementToken token =
        EntitlementToken.verify(document("entitlementToken"), issuer, "catalog-service", clock);
    License license = License.verify(document("license"), issuer, "license-service", clock);
    Ticket ticket = Ticket.verify(document("ticket"), issuer, "catalog-service", clock);

    assertThat(token.asset()).isEqualTo(manifest.asset()).isEqualTo(license.asset());
    assertThat(ticket.infoHash()).isEqualTo(manifest.wireInfoHash());
    assertThat(token.deviceThumbprint())
        .isEqualTo(license.deviceThumbprint())
        .isEqualTo(ticket.deviceThumbprint())
        .isEqualTo(device().thumbprint());
    assertThat(HexFormat.of().formatHex(manifest.associatedData()))
        .isEqualTo(json("sealed.json").get("associatedData"));
  }

  @Test
  void theLicensesKeyOpensTheManifestsFile() throws Exception {
    Manifest manifest = Manifest.verify(document("manifest"), issuer, "seeder-service");
    License license = License.verify(document("license"), issuer, "license-service", clock);
    ContentKey key = device().unwrap(license.wrappedContentKey(), manifest.keyId());

    assertThat(license.wrappedContentKey()).isEqualTo(document("wrappedKey"));
    assertOpens(
        bytes("sealed-" + manifest.plainBytes() + ".bin"),
        key,
        manifest.associatedData(),
        Map.of("plainBytes", manifest.plainBytes(), "plainSha256", manifest.plainSha256()));
  }

  @Test
  void theProofVerifiesForItsRequest() {
    DeviceProof proof =
        DeviceProof.verify(
            document("proof"),
            document("proofMethod"),
            URI.create(document("proofUri")),
            Duration.ofMinutes(2),
            clock);

    assertThat(proof.thumbprint()).isEqualTo(document("deviceThumbprint"));
    assertThat(
            ServerTime.verify(document("time"), issuer, "license-service", document("proof")).now())
        .isEqualTo(clock.instant());
  }

  @TestFactory
  java.util.stream.Stream<DynamicTest> theHostileTicketsAreRefused() {
    return json("refused.json").entrySet().stream()
        .map(vector ->
            DynamicTest.dynamicTest(
                vector.getKey(),
                () -> {
                  Map<?, ?> value = (Map<?, ?>) vector.getValue();
                  assertRefused(
                      Reason.valueOf((String) value.get("reason")),
                      () ->
                          Ticket.verify(
                              (String) value.get("ticket"), issuer, "catalog-service", clock));
                }));
  }

  private static void assertOpens(
      byte[] sealed, ContentKey key, byte[] associatedData, Map<?, ?> expected) throws Exception {
    try (SealedReader reader = new SealedReader(source(sealed), key, associatedData)) {
      assertThat(reader.plainLength()).isEqualTo(expected.get("plainBytes"));
      ByteBuffer plain = reader.read(0, (int) reader.plainLength()).toCompletableFuture().get();
      assertThat(MakeVectors.sha256(plain.array())).isEqualTo(expected.get("plainSha256"));
    }
  }

  private static SealedSource source(byte[] sealed) {
    return new SealedSource() {
      @Override
      public long length() {
        return sealed.length;
      }

      @Override
      public CompletionStage<ByteBuffer> read(long offset, int length) {
        return CompletableFuture.completedFuture(ByteBuffer.wrap(sealed, (int) offset, length));
      }
    };
  }

  private DeviceKey device() throws IOException {
    Path file = directory.resolve("device-key.json");
    Files.writeString(file, text("device-key.json"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return DeviceKey.loadOrCreate(file);
  }

  private String document(String name) {
    return (String) documents.get(name);
  }

  private static Map<String, Object> json(String name) {
    try {
      return JsonUtil.parseJson(text(name));
    } catch (JoseException notJson) {
      throw new IllegalStateException(notJson);
    }
  }

  private static String text(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String name) {
    try (InputStream in =
        Objects.requireNonNull(VectorsTest.class.getResourceAsStream("/vectors/" + name), name)) {
      return in.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
