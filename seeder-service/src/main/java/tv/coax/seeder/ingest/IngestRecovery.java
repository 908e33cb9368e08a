package tv.coax.seeder.ingest;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.logging.Logger;
import tv.coax.seeder.asset.AssetFiles;

/**
 * Ends ingests that nobody works on any more: those that a stop of the process cut short, and those
 * whose end the database could not note. What they left on the disk is deleted.
 */
@ApplicationScoped
class IngestRecovery {
  private static final Logger LOG = Logger.getLogger(IngestRecovery.class);

  private final Ingests ingests;
  private final LiveIngests live;
  private final AssetFiles files;

  IngestRecovery(Ingests ingests, LiveIngests live, AssetFiles files) {
    this.ingests = ingests;
    this.live = live;
    this.files = files;
  }

  /** Before anything is seeded, so that no leftover can be taken for an asset. */
  void atStart(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent start)
      throws IOException {
    endAbandoned();
    for (Path part : files.parts()) {
      LOG.infof("Deleting %s, which belongs to no ingest.", part.getFileName());
      Files.deleteIfExists(part);
    }
  }

  @Scheduled(
      every = "60s",
      delayed = "60s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void endAbandoned() {
    for (Ingest ingest : ingests.receiving()) {
      if (!live.isLive(ingest.id())) {
        end(ingest);
      }
    }
  }

  /** The record first: only an ingest that did not end meanwhile loses its files. */
  private void end(Ingest ingest) {
    String why = "The seeder was stopped while the film was arriving. Send it again.";
    if (!ingests.failed(ingest.id(), why, ingest.receivedBytes())) {
      return;
    }
    LOG.infof("Ingest %s of %s was cut short and is cleaned up.", ingest.id(), ingest.assetId());
    try {
      files.delete(ingest.assetId());
    } catch (IOException e) {
      LOG.errorf(e, "What ingest %s left on the disk could not be deleted.", ingest.id());
    }
  }
}
