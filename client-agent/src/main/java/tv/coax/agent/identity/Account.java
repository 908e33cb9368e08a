package tv.coax.agent.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import tv.coax.agent.remote.Remote;
import tv.coax.agent.remote.RemoteException;
import tv.coax.agent.settings.CoaxConfig;
import tv.coax.agent.store.AtomicFiles;
import tv.coax.agent.store.BoxFiles;

/**
 * The account this box is paired with. Hands out access tokens, renewing them by the refresh token,
 * which is replaced on disk before the access token that came with it is used: a rotated refresh
 * token is never lost. Thread-safe.
 */
@Singleton
public final class Account {

  private static final Logger LOG = Logger.getLogger(Account.class);
  private static final Duration SPARE = Duration.ofSeconds(20);

  private final BoxFiles files;
  private final Path file;
  private final Path householdFile;
  private final ObjectMapper json;
  private final Remote remote;
  private final IssuerEndpoints issuer;
  private final CoaxConfig config;
  private final ReentrantLock renewing = new ReentrantLock();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  private volatile @Nullable Session session;
  private volatile @Nullable AccessToken access;
  private volatile @Nullable String household;
  private volatile String lost = "";

  /** What is kept of the account this device is registered for; it outlives the session. */
  record Household(String accountId) {}

  private record AccessToken(String value, long usableUntilNanos) {
    boolean usable() {
      return System.nanoTime() - usableUntilNanos < 0;
    }
  }

  Account(
      BoxFiles files, ObjectMapper json, Remote remote, IssuerEndpoints issuer, CoaxConfig config) {
    this.files = files;
    this.file = files.path("session.json");
    this.householdFile = files.path("household.json");
    this.json = json;
    this.remote = remote;
    this.issuer = issuer;
    this.config = config;
    this.session =
        files
            .readJson(file, Session.class)
            .filter(s -> s.issuer().equals(config.box().issuer()))
            .orElse(null);
    this.household =
        files.readJson(householdFile, Household.class).map(Household::accountId).orElse(null);
  }

  /** The account's id, if this box is paired. */
  public Optional<String> id() {
    return Optional.ofNullable(session).map(Session::accountId);
  }

  /**
   * The account whose library is shown and played: the one this box is paired with, else the last
   * one it was paired with for good. Empty for a box that never was.
   */
  public Optional<String> household() {
    return id().or(() -> Optional.ofNullable(household));
  }

  /** The device is registered for this account: the box stays with it until it is another's. */
  public void settle(String accountId) {
    if (!accountId.equals(household)) {
      files.writeJson(householdFile, new Household(accountId));
      household = accountId;
    }
  }

  /** Why the last pairing was lost; empty if it was not. */
  public String lost() {
    return lost;
  }

  /** Told when this box becomes paired or unpaired; called on the thread that did it. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /** Keeps what the token endpoint answered to a pairing. Durable when this returns. */
  public void begin(JsonNode tokenAnswer) throws RemoteException {
    String refreshToken = tokenAnswer.path("refresh_token").asText();
    if (refreshToken.isBlank()) {
      throw RemoteException.unexpected(
          "The login gave no refresh token: is offline access allowed for boxes?", null);
    }
    AccessToken fresh = accessToken(tokenAnswer);
    String accountId = subject(fresh.value());
    keep(new Session(accountId, refreshToken, config.box().issuer(), Instant.now()));
    access = fresh;
    lost = "";
    LOG.infof("This box is paired with account %s.", accountId);
    listeners.forEach(Runnable::run);
  }

  /** Forgets the pairing. Licenses and films stay. */
  public void end(String reason) {
    session = null;
    access = null;
    lost = reason;
    AtomicFiles.delete(file);
    LOG.warnf("This box is no longer paired: %s", reason);
    listeners.forEach(Runnable::run);
  }

  /** An access token that lasts for some seconds at least. */
  public String accessToken() throws RemoteException, InterruptedException {
    AccessToken known = access;
    if (known != null && known.usable()) {
      return known.value();
    }
    renewing.lockInterruptibly();
    try {
      known = access;
      return known != null && known.usable() ? known.value() : renew().value();
    } finally {
      renewing.unlock();
    }
  }

  /** The token was not accepted: the next call asks for another. */
  public void distrust(String accessToken) {
    AccessToken known = access;
    if (known != null && known.value().equals(accessToken)) {
      access = null;
    }
  }

  private AccessToken renew() throws RemoteException, InterruptedException {
    Session current = session;
    if (current == null) {
      throw new RemoteException(401, "not-paired", "This box is not paired.", null);
    }
    JsonNode answer;
    try {
      answer =
          remote
              .to("the login", issuer.find().token())
              .postForm(
                  Map.of(
                      "grant_type", "refresh_token",
                      "refresh_token", current.refreshToken(),
                      "client_id", config.box().clientId()));
    } catch (RemoteException e) {
      if (e.problem().equals("invalid_grant")) {
        end("The login has ended this pairing. Pair the box again.");
      }
      throw e;
    }
    String rotated = answer.path("refresh_token").asText(current.refreshToken());
    if (!rotated.equals(current.refreshToken())) {
      keep(new Session(current.accountId(), rotated, current.issuer(), current.pairedAt()));
    }
    AccessToken fresh = accessToken(answer);
    access = fresh;
    return fresh;
  }

  private void keep(Session fresh) {
    files.writeJson(file, fresh);
    session = fresh;
  }

  private static AccessToken accessToken(JsonNode answer) throws RemoteException {
    String token = answer.path("access_token").asText();
    if (token.isBlank()) {
      throw RemoteException.unexpected("The login gave no access token.", null);
    }
    long seconds = Math.max(answer.path("expires_in").asLong(60) - SPARE.toSeconds(), 5);
    return new AccessToken(token, System.nanoTime() + Duration.ofSeconds(seconds).toNanos());
  }

  /**
   * The {@code sub} claim. The token came from the issuer itself; whoever it is shown to verifies
   * it.
   */
  private String subject(String jwt) throws RemoteException {
    String[] parts = jwt.split("\\.", -1);
    try {
      if (parts.length == 3) {
        String subject =
            json.readTree(Base64.getUrlDecoder().decode(parts[1])).path("sub").asText();
        if (!subject.isBlank()) {
          return subject;
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw RemoteException.unexpected("The login's access token cannot be read.", e);
    }
    throw RemoteException.unexpected("The login's access token names no account.", null);
  }
}
