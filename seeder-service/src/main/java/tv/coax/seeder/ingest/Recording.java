package tv.coax.seeder.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jboss.logging.Logger;
import tv.coax.seeder.asset.Asset;
import tv.coax.seeder.asset.SealedAsset;

/**
 * Notes a sealed asset in the database with patience: a film that took an hour to arrive is not
 * thrown away because the database restarts in that second.
 */
@ApplicationScoped
class Recording {
  private static final Logger LOG = Logger.getLogger(Recording.class);
  private static final Duration BETWEEN = Duration.ofSeconds(2);

  private final Ingests ingests;
  private final IngestConfig config;

  Recording(Ingests ingests, IngestConfig config) {
    this.ingests = ingests;
    this.config = config;
  }

  /** Records the asset, once. Throws what the database threw last when the patience is over. */
  Asset record(UUID ingest, SealedAsset sealed) {
    Instant end = Instant.now().plus(config.recordPatience());
    while (true) {
      try {
        return ingests.sealed(ingest, sealed);
      } catch (RuntimeException e) {
        if (Instant.now().isAfter(end)) {
          throw e;
        }
        LOG.warnf(
            "The sealed %s could not be recorded, trying again: %s", sealed.id(), e.getMessage());
        pause();
      }
    }
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
