package tv.coax.service.keys;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jboss.logging.Logger;
import tv.coax.protection.jws.SigningKey;

/**
 * Loads the signing key when the service starts, so that a key that cannot be had is known then.
 */
@ApplicationScoped
class SigningKeys {
  private static final Logger LOG = Logger.getLogger(SigningKeys.class);

  private final SigningConfig config;

  @Inject
  SigningKeys(SigningConfig config) {
    this.config = config;
  }

  @Produces
  @Singleton
  @Startup
  SigningKey signingKey() {
    try {
      SigningKey key = SigningKey.loadOrCreate(config.keyFile().toAbsolutePath());
      LOG.infof("Documents are signed with the key %s.", key.kid());
      return key;
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }
}
