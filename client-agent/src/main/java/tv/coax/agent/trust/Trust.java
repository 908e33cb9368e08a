package tv.coax.agent.trust;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import tv.coax.agent.remote.Remote;
import tv.coax.agent.remote.RemoteException;
import tv.coax.agent.settings.CoaxConfig;
import tv.coax.agent.store.BoxFiles;
import tv.coax.protection.jws.InvalidDocumentException;
import tv.coax.protection.jws.IssuerKeys;
import tv.coax.protection.jws.KeysUnavailableException;

/**
 * The published keys of those whose documents this box believes. The last good set of each is kept
 * on disk, so that what was once verified can be verified again while nobody answers.
 */
@Singleton
public final class Trust {

  private final IssuerKeys seeder;
  private final IssuerKeys licenseService;

  Trust(BoxFiles files, CoaxConfig config) {
    this.seeder = published(config.seeder().url(), files.path("keys", "seeder.json"));
    this.licenseService =
        published(config.license().url(), files.path("keys", "license-service.json"));
  }

  /** Who signs manifests. */
  public IssuerKeys seeder() {
    return seeder;
  }

  /** Who signs licenses. */
  public IssuerKeys licenseService() {
    return licenseService;
  }

  /**
   * Runs a verification; what is wrong becomes a sentence.
   *
   * @param what the document as the sentence names it: "the manifest"
   */
  public static <T> T verified(String what, Supplier<T> verification) throws RemoteException {
    try {
      return verification.get();
    } catch (InvalidDocumentException e) {
      throw RemoteException.unexpected(
          "The box does not believe " + what + ": " + e.getMessage(), e);
    } catch (KeysUnavailableException e) {
      throw new RemoteException(
          0, "", "The keys to verify " + what + " cannot be had at the moment.", e);
    }
  }

  private static IssuerKeys published(URI base, Path copy) {
    try {
      Files.createDirectories(copy.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The directory for published keys cannot be made: " + e.getMessage(), e);
    }
    return IssuerKeys.http(Remote.below(base, "/.well-known/jwks.json"), copy);
  }
}
