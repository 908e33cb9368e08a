package tv.coax.seeder.ingest;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import tv.coax.service.problem.Problem;

/**
 * The ingests that this process receives now. Their progress is exact here and noted in the
 * database every few seconds, beside the upload and never in its way.
 */
@ApplicationScoped
class LiveIngests {
  private static final Logger LOG = Logger.getLogger(LiveIngests.class);

  private final Map<UUID, AtomicLong> received = new ConcurrentHashMap<>();
  private final Semaphore places;
  private final Ingests ingests;

  LiveIngests(IngestConfig config, Ingests ingests) {
    this.places = new Semaphore(config.mostAtOnce());
    this.ingests = ingests;
  }

  /** One upload; close it when it is over. */
  final class Live implements AutoCloseable {
    private final UUID id;

    private Live(UUID id) {
      this.id = id;
    }

    @Override
    public void close() {
      received.remove(id);
      places.release();
    }
  }

  /**
   * Takes a place for an ingest. Before the ingest is recorded.
   *
   * @throws Problem 409 {@code ingest-id-used} if it is live already, 503 {@code ingests-busy} when
   *     all places are taken
   */
  Live enter(UUID id) {
    if (received.putIfAbsent(id, new AtomicLong()) != null) {
      throw Ingests.idUsed();
    }
    if (!places.tryAcquire()) {
      received.remove(id);
      throw Problem.of(
          503, "ingests-busy", "As many films as allowed are arriving now. Send this one later.");
    }
    return new Live(id);
  }

  void progressed(UUID id, long receivedBytes) {
    AtomicLong known = received.get(id);
    if (known != null) {
      known.set(receivedBytes);
    }
  }

  /** What has arrived of an ingest that is live here. */
  OptionalLong receivedBytes(UUID id) {
    AtomicLong known = received.get(id);
    return known == null ? OptionalLong.empty() : OptionalLong.of(known.get());
  }

  boolean isLive(UUID id) {
    return received.containsKey(id);
  }

  @Scheduled(every = "3s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void note() {
    received.forEach((id, bytes) -> {
      try {
        if (bytes.get() > 0) {
          ingests.progressed(id, bytes.get());
        }
      } catch (RuntimeException e) {
        LOG.warnf("The progress of ingest %s could not be noted: %s", id, e.getMessage());
      }
    });
  }
}
