package tv.coax.seeder.catalog;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import tv.coax.seeder.access.AccessToken;
import tv.coax.seeder.access.NoAccessException;
import tv.coax.seeder.asset.Asset;
import tv.coax.seeder.asset.AssetRefused;
import tv.coax.seeder.asset.AssetSealed;
import tv.coax.seeder.asset.Assets;
import tv.coax.service.correlation.Correlation;

/**
 * Tells the catalog of every sealed asset: at once, and again with growing waits until it has
 * answered, also after a restart. What is due is in the database, so nothing is forgotten.
 *
 * <p>Only two answers are final: the catalog took the asset, or it says that there is no such title
 * or another asset of that version. Everything else is tried again.
 */
@ApplicationScoped
class Registration {
  private static final Logger LOG = Logger.getLogger(Registration.class);
  private static final String UNKNOWN_TITLE = "unknown-title";
  private static final int MOST_AT_ONCE = 50;

  private final CatalogService catalog;
  private final AccessToken access;
  private final Assets assets;
  private final Event<AssetRefused> refusals;
  private final ExecutorService threads;
  private final Clock clock = Clock.systemUTC();
  private final ReentrantLock oneAtATime = new ReentrantLock();

  Registration(
      @RestClient CatalogService catalog,
      AccessToken access,
      Assets assets,
      Event<AssetRefused> refusals,
      @VirtualThreads ExecutorService threads) {
    this.catalog = catalog;
    this.access = access;
    this.assets = assets;
    this.refusals = refusals;
    this.threads = threads;
  }

  void atOnce(@Observes AssetSealed sealed) {
    threads.execute(this::registerDue);
  }

  /**
   * Every asset that is due. One run at a time; a call during a run waits for it and looks again.
   */
  @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void registerDue() {
    oneAtATime.lock();
    try {
      assets.toRegister(clock.instant(), MOST_AT_ONCE).forEach(this::register);
    } catch (RuntimeException e) {
      LOG.warnf("Sealed assets could not be registered: %s", e.getMessage());
    } finally {
      MDC.remove(Correlation.MDC_KEY);
      oneAtATime.unlock();
    }
  }

  private void register(Asset asset) {
    Correlation.continueAs(asset.correlationId().orElseGet(Correlation::create));
    try (Response answer =
        catalog.register(access.bearer(), new CatalogService.Request(asset.manifest()))) {
      LOG.infof("The catalog knows %s now (%d).", asset.assetId(), answer.getStatus());
      update(asset.id(), known -> known.registered(clock.instant()));
    } catch (WebApplicationException e) {
      answered(asset, e.getResponse());
    } catch (ProcessingException e) {
      later(asset, "The catalog does not answer.");
    } catch (NoAccessException e) {
      later(asset, String.valueOf(e.getMessage()));
    }
  }

  private void answered(Asset asset, Response answer) {
    int status = answer.getStatus();
    if (status == 401) {
      access.refused();
    }
    if (status == 404 && ProblemType.nameIn(answer).filter(UNKNOWN_TITLE::equals).isPresent()) {
      refuse(asset, "The catalog knows no title " + asset.assetId().titleId() + ".");
    } else if (status == 409) {
      refuse(asset, "The catalog has other contents under the same asset version.");
    } else {
      later(asset, "The catalog answered with status " + status + ".");
    }
  }

  private void later(Asset asset, String why) {
    LOG.warnf("The catalog could not be told of %s: %s", asset.assetId(), why);
    update(asset.id(), known -> known.notRegistered(why, clock.instant()));
  }

  private void refuse(Asset asset, String why) {
    LOG.errorf("The catalog refused %s: %s", asset.assetId(), why);
    update(asset.id(), known -> known.refused(why));
    refusals.fire(new AssetRefused(asset));
  }

  private void update(UUID id, Consumer<Asset> change) {
    QuarkusTransaction.requiringNew().run(() -> change.accept(assets.findById(id)));
  }
}
