package tv.coax.seeder.contentkey;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.time.Duration;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import tv.coax.protection.asset.AssetId;
import tv.coax.protection.keys.KeyPairs;
import tv.coax.protection.keys.P256KeyPair;
import tv.coax.protection.keywrap.KeyWrap;
import tv.coax.protection.sealing.ContentKey;
import tv.coax.seeder.access.AccessToken;
import tv.coax.seeder.access.NoAccessException;

/**
 * Gets content keys from the license service. A key travels wrapped for a key pair that is made for
 * the one call and forgotten after it; the seeder keeps content keys nowhere.
 */
@ApplicationScoped
public class ContentKeys {
  private static final Logger LOG = Logger.getLogger(ContentKeys.class);
  private static final int TRIES = 3;
  private static final Duration BETWEEN = Duration.ofMillis(700);

  private final LicenseService service;
  private final AccessToken access;

  ContentKeys(@RestClient LicenseService service, AccessToken access) {
    this.service = service;
    this.access = access;
  }

  /**
   * The content key of an asset. Blocks, a few seconds at most unless the service is slow.
   *
   * @throws ContentKeyUnavailableException if it cannot be had
   */
  public ContentKey obtain(AssetId asset) {
    for (int attempt = 1; ; attempt++) {
      try {
        return ask(asset);
      } catch (RuntimeException e) {
        LOG.warnf(
            "The content key of %s was not given (try %d): %s", asset, attempt, e.getMessage());
        if (attempt == TRIES || !worthAnotherTry(e)) {
          throw new ContentKeyUnavailableException(sentence(e), e);
        }
        pause();
      }
    }
  }

  private ContentKey ask(AssetId asset) {
    P256KeyPair ours = KeyPairs.generate();
    LicenseService.Answer answer =
        service.contentKey(
            access.bearer(),
            new LicenseService.Request(
                asset.titleId(), asset.version(), ours.publicJwk().members()));
    return unwrapped(answer, ours);
  }

  private static ContentKey unwrapped(LicenseService.Answer answer, P256KeyPair ours) {
    ContentKey key = KeyWrap.unwrap(answer.wrappedKey(), ours);
    if (!key.keyId().equals(answer.keyId())) {
      throw new IllegalStateException("The wrapped key is not the one that the answer names.");
    }
    return key;
  }

  private boolean worthAnotherTry(RuntimeException e) {
    return switch (e) {
      case WebApplicationException answered -> {
        int status = answered.getResponse().getStatus();
        if (status == 401) {
          access.refused();
        }
        yield status == 401 || status >= 500;
      }
      case ProcessingException unreachable -> true;
      case NoAccessException noToken -> true;
      default -> false;
    };
  }

  private static String sentence(RuntimeException e) {
    return switch (e) {
      case WebApplicationException answered ->
          "The license service gave no content key: it answered with status "
              + answered.getResponse().getStatus()
              + ".";
      case ProcessingException unreachable ->
          "The license service does not answer, so there is no key to seal the film with.";
      case NoAccessException noToken -> String.valueOf(noToken.getMessage());
      default -> "The license service gave a content key that cannot be used.";
    };
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The seeder is stopping.", e);
    }
  }
}
