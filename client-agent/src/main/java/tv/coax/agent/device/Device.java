package tv.coax.agent.device;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import tv.coax.agent.clock.TrustedClock;
import tv.coax.agent.identity.Account;
import tv.coax.agent.remote.Remote;
import tv.coax.agent.remote.RemoteCall;
import tv.coax.agent.remote.RemoteException;
import tv.coax.agent.settings.CoaxConfig;
import tv.coax.agent.store.AtomicFiles;
import tv.coax.agent.store.BoxFiles;
import tv.coax.agent.trust.Trust;
import tv.coax.protection.device.DeviceKey;
import tv.coax.protection.jws.InvalidDocumentException;
import tv.coax.protection.jws.KeysUnavailableException;
import tv.coax.protection.time.ServerTime;

/**
 * This box as a device: its key pair, made at first start and kept for good, and its registration
 * for the account.
 */
@Singleton
public final class Device {

  private static final Logger LOG = Logger.getLogger(Device.class);

  private final DeviceKey key;
  private final BoxFiles files;
  private final Path file;
  private final TrustedClock clock;
  private final Trust trust;
  private final Account account;
  private final Remote remote;
  private final CoaxConfig config;
  private final ReentrantLock registering = new ReentrantLock();

  /** What is kept of a registration. */
  record Registration(String accountId, String thumbprint, Instant registeredAt) {}

  Device(
      BoxFiles files,
      TrustedClock clock,
      Trust trust,
      Account account,
      Remote remote,
      CoaxConfig config) {
    this.key = load(files.path("device-key.json"), clock);
    this.files = files;
    this.file = files.path("device.json");
    this.clock = clock;
    this.trust = trust;
    this.account = account;
    this.remote = remote;
    this.config = config;
  }

  /** The key pair. */
  public DeviceKey key() {
    return key;
  }

  /** The key's RFC 7638 thumbprint: the device's name in licenses. */
  public String thumbprint() {
    return key.thumbprint();
  }

  /**
   * A call to the license service with a proof of possession. The time it signs in answer to that
   * proof is taken over.
   *
   * @param path below the service's address, without a query
   */
  public RemoteCall licenseService(String method, String path) {
    URI uri = Remote.below(config.license().url(), path);
    String proof = key.proof(method, uri);
    return remote
        .to("the license service", uri)
        .proof(proof)
        .onHeader(ServerTime.HEADER, jws -> believe(jws, proof));
  }

  /**
   * Learns the license service's time, if it answers: a proof that somebody else refused may have
   * been dated by a wrong clock.
   */
  public void askTime() throws InterruptedException {
    try {
      licenseService("GET", "/api/licenses/none").get();
    } catch (RemoteException e) {
      LOG.debugf("Only the time was asked for: %s", e.sentence());
    }
  }

  private void believe(String jws, String proof) {
    try {
      String issuer = config.license().issuer();
      clock.onAnsweredServerTime(
          ServerTime.verify(jws, trust.licenseService(), issuer, proof).now());
    } catch (InvalidDocumentException | KeysUnavailableException e) {
      LOG.warnf("The license service's time is not believed: %s", e.getMessage());
    }
  }

  /**
   * Makes sure that this device is registered for the account; asks the license service only if it
   * is not known to be.
   */
  public void register() throws RemoteException, InterruptedException {
    registering.lockInterruptibly();
    try {
      String accountId =
          account
              .id()
              .orElseThrow(
                  () -> new RemoteException(401, "not-paired", "This box is not paired.", null));
      boolean known =
          files
              .readJson(file, Registration.class)
              .filter(r -> r.accountId().equals(accountId) && r.thumbprint().equals(thumbprint()))
              .isPresent();
      if (known) {
        account.settle(accountId);
        return;
      }
      String token = account.accessToken();
      try {
        licenseService("POST", "/api/devices")
            .bearer(token)
            .post(Map.of("name", config.box().shownName()));
      } catch (RemoteException e) {
        if (e.status() == 401) {
          account.distrust(token);
        }
        throw e;
      }
      files.writeJson(file, new Registration(accountId, thumbprint(), Instant.now()));
      account.settle(accountId);
      LOG.infof("This device %s is registered.", thumbprint());
    } finally {
      registering.unlock();
    }
  }

  private static DeviceKey load(Path file, TrustedClock clock) {
    try {
      return DeviceKey.loadOrCreate(file, clock.forRequests());
    } catch (IOException e) {
      throw new UncheckedIOException("The device key cannot be used: " + e.getMessage(), e);
    }
  }

  /**
   * The license service does not know this device (any more): the next {@link #register} asks it
   * again.
   */
  public void forgetRegistration() {
    AtomicFiles.delete(file);
  }
}
