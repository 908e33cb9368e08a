package tv.coax.agent.pairing;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import tv.coax.agent.device.Device;
import tv.coax.agent.identity.Account;
import tv.coax.agent.identity.IssuerEndpoints;
import tv.coax.agent.library.Library;
import tv.coax.agent.remote.Remote;
import tv.coax.agent.remote.RemoteException;
import tv.coax.agent.settings.CoaxConfig;
import tv.coax.agent.store.AtomicFiles;
import tv.coax.agent.store.BoxFiles;
import tv.coax.agent.task.Tasks;

/**
 * Pairs this box with an account by the OAuth 2.0 device grant (RFC 8628), then registers the
 * device. Goes on after a restart: with the same code while it lasts, and with the registration
 * that was still to do. Thread-safe.
 */
@Singleton
public final class Pairing {

  private static final Logger LOG = Logger.getLogger(Pairing.class);
  private static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";

  private final Remote remote;
  private final IssuerEndpoints issuer;
  private final Account account;
  private final Device device;
  private final Library library;
  private final Tasks tasks;
  private final BoxFiles files;
  private final Path file;
  private final String clientId;

  private volatile @Nullable DeviceCode code;
  private volatile String problem = "";

  /** A code that waits to be entered. */
  public record Shown(
      String userCode, String verificationUri, String verificationUriComplete, Instant expiresAt) {}

  Pairing(
      Remote remote,
      IssuerEndpoints issuer,
      Account account,
      Device device,
      Library library,
      Tasks tasks,
      BoxFiles files,
      CoaxConfig config) {
    this.remote = remote;
    this.issuer = issuer;
    this.account = account;
    this.device = device;
    this.library = library;
    this.tasks = tasks;
    this.files = files;
    this.file = files.path("pairing.json");
    this.clientId = config.box().clientId();
    this.code = files.readJson(file, DeviceCode.class).orElse(null);
  }

  /** The code to show, while one waits. */
  public Optional<Shown> shown() {
    return Optional.ofNullable(code)
        .filter(c -> account.id().isEmpty() && Instant.now().isBefore(c.expiresAt()))
        .map(c ->
            new Shown(
                c.userCode(), c.verificationUri(), c.verificationUriComplete(), c.expiresAt()));
  }

  /** What hinders the pairing at the moment, as a sentence; empty if nothing does. */
  public String problem() {
    return problem.isEmpty() ? account.lost() : problem;
  }

  /** Goes on where the last run of this box was. */
  public void resume() {
    if (account.id().isPresent()) {
      registerDevice();
    } else if (code != null) {
      start();
    }
  }

  /** Starts a pairing, unless the box is paired or a pairing runs. */
  public void start() {
    if (account.id().isEmpty()) {
      tasks.keepTrying("pairing", "", this::pair, this::say);
    }
  }

  private void pair() throws RemoteException, InterruptedException {
    DeviceCode current = code;
    if (current == null || !Instant.now().isBefore(current.expiresAt())) {
      current = authorize();
    }
    while (true) {
      Thread.sleep(Duration.ofSeconds(current.intervalSeconds()));
      if (!Instant.now().isBefore(current.expiresAt())) {
        abandon("The code has expired. Ask for a new one.");
        return;
      }
      try {
        account.begin(poll(current));
        forget();
        say("");
        registerDevice();
        return;
      } catch (RemoteException e) {
        switch (e.problem()) {
          case "authorization_pending" -> say("");
          case "slow_down" -> current = keep(current.slower());
          case "access_denied" -> {
            abandon("The pairing was refused.");
            return;
          }
          case "expired_token" -> {
            abandon("The code has expired. Ask for a new one.");
            return;
          }
          case "invalid_grant" -> {
            abandon("The code is no longer valid. Ask for a new one.");
            return;
          }
          default -> throw e;
        }
      }
    }
  }

  private DeviceCode authorize() throws RemoteException, InterruptedException {
    JsonNode answer =
        remote
            .to("the login", issuer.find().deviceAuthorization())
            .postForm(Map.of("client_id", clientId, "scope", "openid offline_access"));
    DeviceCode fresh = keep(DeviceCode.of(answer, Instant.now()));
    say("");
    LOG.infof("To pair this box enter %s at %s.", fresh.userCode(), fresh.verificationUri());
    return fresh;
  }

  private JsonNode poll(DeviceCode current) throws RemoteException, InterruptedException {
    return remote
        .to("the login", issuer.find().token())
        .postForm(
            Map.of(
                "grant_type", GRANT, "device_code", current.deviceCode(), "client_id", clientId));
  }

  private void registerDevice() {
    tasks.keepTrying(
        "device registration",
        "",
        () -> {
          try {
            device.register();
            say("");
          } catch (RemoteException e) {
            if (e.problem().equals("device-of-another-account")) {
              account.end(e.sentence());
              return;
            }
            throw e;
          }
        },
        this::say);
  }

  private void say(String sentence) {
    problem = sentence;
    library.changed();
  }

  private DeviceCode keep(DeviceCode fresh) {
    files.writeJson(file, fresh);
    code = fresh;
    return fresh;
  }

  private void abandon(String reason) {
    LOG.info(reason);
    forget();
    say(reason);
  }

  private void forget() {
    code = null;
    AtomicFiles.delete(file);
  }
}
