package tv.coax.agent.entitlement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;
import tv.coax.agent.entitlement.EventStream.Event;
import tv.coax.agent.identity.Account;
import tv.coax.agent.library.Entitlement;
import tv.coax.agent.library.Entry;
import tv.coax.agent.library.Library;
import tv.coax.agent.remote.Remote;
import tv.coax.agent.remote.RemoteCall;
import tv.coax.agent.remote.RemoteException;
import tv.coax.agent.settings.CoaxConfig;
import tv.coax.agent.store.BoxFiles;
import tv.coax.agent.task.Backoff;
import tv.coax.agent.task.Tasks;

/**
 * Keeps the library in step with the catalog: the whole list at every connection, then each new
 * entitlement as an event within the second. The last event id is on disk only after its
 * entitlement is, so none is lost.
 */
@Singleton
public final class EntitlementFeed {

  private static final Logger LOG = Logger.getLogger(EntitlementFeed.class);

  private final Remote remote;
  private final Account account;
  private final Library library;
  private final Tasks tasks;
  private final BoxFiles files;
  private final Path file;
  private final ObjectMapper json;
  private final CoaxConfig config;
  private volatile boolean online;
  private volatile @Nullable Connection connection;

  private record Connection(String accountId, InputStream in) {}

  /** What is kept on disk. */
  record Position(String accountId, String lastEventId) {}

  EntitlementFeed(
      Remote remote,
      Account account,
      Library library,
      Tasks tasks,
      BoxFiles files,
      ObjectMapper json,
      CoaxConfig config) {
    this.remote = remote;
    this.account = account;
    this.library = library;
    this.tasks = tasks;
    this.files = files;
    this.file = files.path("feed.json");
    this.json = json;
    this.config = config;
  }

  /** Whether the catalog is connected now. */
  public boolean online() {
    return online;
  }

  /**
   * Follows the catalog from now on, as soon as and as long as the box is paired. A connection for
   * another account than the present one is ended.
   */
  public void follow(Consumer<Entry> onNews) {
    Connection open = connection;
    if (open != null && account.id().filter(open.accountId()::equals).isEmpty()) {
      try {
        open.in().close();
      } catch (IOException e) {
        LOG.debugf("The former connection was broken already: %s", e.getMessage());
      }
    }
    if (account.id().isPresent()) {
      tasks.keepTrying("entitlements", "", () -> listen(onNews), sentence -> {});
    }
  }

  private void listen(Consumer<Entry> onNews) throws InterruptedException {
    Backoff backoff = new Backoff(config.box().longestPause(), RandomGenerator.getDefault());
    for (Optional<String> id = account.id(); id.isPresent(); id = account.id()) {
      try {
        connect(id.get(), onNews, backoff);
      } catch (RemoteException e) {
        LOG.info(e.sentence());
      } finally {
        online = false;
        connection = null;
        library.changed();
      }
      Duration pause = backoff.next();
      LOG.infof("The catalog is asked again in %d ms.", pause.toMillis());
      Thread.sleep(pause);
    }
  }

  private void connect(String accountId, Consumer<Entry> onNews, Backoff backoff)
      throws RemoteException, InterruptedException {
    String token = account.accessToken();
    try {
      catchUp(accountId, token, onNews);
      stream(accountId, token, onNews, backoff);
    } catch (RemoteException e) {
      if (e.status() == 401) {
        account.distrust(token);
      }
      throw e;
    }
  }

  private void catchUp(String accountId, String token, Consumer<Entry> onNews)
      throws RemoteException, InterruptedException {
    JsonNode list = catalog("/api/entitlements").bearer(token).get();
    for (JsonNode node : list) {
      learn(accountId, node, onNews);
    }
  }

  private void stream(String accountId, String token, Consumer<Entry> onNews, Backoff backoff)
      throws RemoteException, InterruptedException {
    RemoteCall call = catalog("/api/entitlements/events").bearer(token);
    files
        .readJson(file, Position.class)
        .filter(p -> p.accountId().equals(accountId))
        .ifPresent(p -> call.header("Last-Event-ID", p.lastEventId()));
    try (InputStream in = call.events();
        Watchdog watchdog = new Watchdog(in, config.box().eventSilence())) {
      online = true;
      connection = new Connection(accountId, in);
      library.changed();
      LOG.info("The catalog is connected.");
      Runnable onSign =
          () -> {
            watchdog.alive();
            backoff.reset();
          };
      EventStream events = new EventStream(in, onSign);
      for (Optional<Event> event = events.next(); event.isPresent(); event = events.next()) {
        onEvent(accountId, event.get(), onNews);
      }
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      LOG.debugf("The event stream broke: %s", e.getMessage());
    }
  }

  private void onEvent(String accountId, Event event, Consumer<Entry> onNews) {
    if (!event.type().equals("entitlement")) {
      return;
    }
    try {
      learn(accountId, json.readTree(event.data()), onNews);
    } catch (JsonProcessingException e) {
      LOG.warnf("The catalog sent an event that is not JSON: %s", e.getOriginalMessage());
    }
    if (!event.id().isEmpty()) {
      files.writeJson(file, new Position(accountId, event.id()));
    }
  }

  private void learn(String accountId, JsonNode node, Consumer<Entry> onNews) {
    try {
      Entitlement entitlement = json.treeToValue(node, Entitlement.class);
      library.learn(accountId, entitlement).ifPresent(entry -> announce(entry, onNews));
    } catch (JsonProcessingException e) {
      LOG.warnf(
          "The catalog told of an entitlement that cannot be read: %s", e.getOriginalMessage());
    }
  }

  private static void announce(Entry entry, Consumer<Entry> onNews) {
    Object before = MDC.put("correlationId", entry.entitlement().correlation());
    try {
      LOG.infof(
          "New in the library: %s (%s), entitlement %s.",
          entry.entitlement().titleName(), entry.entitlement().right(), entry.id());
      onNews.accept(entry);
    } finally {
      if (before == null) {
        MDC.remove("correlationId");
      } else {
        MDC.put("correlationId", before);
      }
    }
  }

  private RemoteCall catalog(String path) {
    URI uri = Remote.below(config.catalog().url(), path);
    return remote.to("the catalog", uri);
  }
}
