package tv.coax.catalog.asset;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import tv.coax.catalog.title.Title;
import tv.coax.catalog.title.Titles;
import tv.coax.protection.jws.InvalidDocumentException;
import tv.coax.protection.jws.IssuerKeys;
import tv.coax.protection.jws.KeysUnavailableException;
import tv.coax.protection.manifest.Manifest;
import tv.coax.service.problem.Problem;

/** Takes assets in by their manifests, believing only what the seeder signed. */
@ApplicationScoped
public class Registration {
  /** An asset, and whether it was not known before. */
  public record Registered(Asset asset, boolean isNew) {}

  private final Seeder seeder;
  private final IssuerKeys seederKeys;
  private final Titles titles;
  private final Assets assets;

  Registration(Seeder seeder, Titles titles, Assets assets) {
    this.seeder = seeder;
    this.seederKeys = IssuerKeys.http(seeder.url().resolve("/.well-known/jwks.json"));
    this.titles = titles;
    this.assets = assets;
  }

  /** Reads a manifest; the problem {@code manifest-invalid} when it is not what it should be. */
  Manifest verify(String signed) {
    try {
      return Manifest.verify(signed, seederKeys, seeder.issuer());
    } catch (InvalidDocumentException e) {
      throw Problem.of(400, "manifest-invalid", "The manifest is not one that the seeder signed.");
    } catch (KeysUnavailableException e) {
      throw Problem.of(
          503, "seeder-keys-unavailable", "The seeder's keys cannot be read now. Try again.");
    }
  }

  /**
   * Registers the asset of a verified manifest. The same contents again are the same asset; other
   * contents under a known version are the problem {@code asset-differs}.
   */
  @Transactional
  public Registered register(Manifest manifest, String signed) {
    Title title = titles.findById(titleId(manifest), LockModeType.PESSIMISTIC_WRITE);
    if (title == null) {
      throw Problem.of(404, "unknown-title", "There is no title " + manifest.titleId() + ".");
    }
    String contents = contentsHash(manifest);
    Optional<Asset> known = assets.find(title.id(), manifest.assetVersion());
    if (known.isEmpty()) {
      var asset = new Asset(title.id(), manifest, signed, manifest.wireInfoHash(), contents);
      assets.persist(asset);
      return new Registered(asset, true);
    }
    if (!known.get().hasContents(contents)) {
      throw Problem.of(
          409,
          "asset-differs",
          "Version " + manifest.assetVersion() + " of this title is known with other contents.");
    }
    known.get().renew(manifest, signed);
    return new Registered(known.get(), false);
  }

  private static UUID titleId(Manifest manifest) {
    try {
      return UUID.fromString(manifest.titleId());
    } catch (IllegalArgumentException e) {
      throw Problem.of(404, "unknown-title", "There is no title of that name.");
    }
  }

  /** What makes the bytes and the key of a version; not where they are nor when it was signed. */
  private static String contentsHash(Manifest m) {
    String all =
        String.join(
            "\n",
            m.keyId(),
            m.infoHashV1().orElse("-"),
            m.infoHashV2().orElse("-"),
            Long.toString(m.sealedBytes()),
            Long.toString(m.plainBytes()),
            Integer.toString(m.segmentBytes()),
            Integer.toString(m.pieceBytes()),
            m.mediaType(),
            m.plainSha256());
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
