package tv.coax.agent.license;

import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import tv.coax.agent.clock.TrustedClock;
import tv.coax.agent.device.Device;
import tv.coax.agent.library.Library;
import tv.coax.agent.remote.RemoteException;
import tv.coax.agent.settings.CoaxConfig;
import tv.coax.agent.store.AtomicFiles;
import tv.coax.agent.store.BoxFiles;
import tv.coax.agent.trust.Trust;
import tv.coax.protection.license.License;

/**
 * The licenses on this box, one file for each entitlement, as the license service signed them. Each
 * is verified again when it is loaded: a file that was changed, or copied from another box, is not
 * used, and why is remembered. Thread-safe.
 */
@Singleton
final class LicenseStore {

  private static final Logger LOG = Logger.getLogger(LicenseStore.class);
  private static final int MAX_BYTES = 64 << 10;
  private static final String ENDING = ".jws";

  private final BoxFiles files;
  private final Device device;
  private final Trust trust;
  private final TrustedClock clock;
  private final CoaxConfig config;
  private final Library library;
  private final FirstPlays firstPlays;
  private final ConcurrentHashMap<String, License> licenses = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Withdrawal> withdrawn = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, String> disbelieved = new ConcurrentHashMap<>();

  /** The license service's word that a license is over before its time. */
  record Withdrawal(String licenseId, String status) {}

  LicenseStore(
      BoxFiles files,
      Device device,
      Trust trust,
      TrustedClock clock,
      CoaxConfig config,
      Library library,
      FirstPlays firstPlays) {
    this.files = files;
    this.device = device;
    this.trust = trust;
    this.clock = clock;
    this.config = config;
    this.library = library;
    this.firstPlays = firstPlays;
  }

  /**
   * Reads all licenses from disk. May block for some seconds when the license service does not
   * answer.
   */
  void load() {
    for (Path file : files.list(files.path("licenses"), ENDING)) {
      String name = String.valueOf(file.getFileName());
      load(file, name.substring(0, name.length() - ENDING.length()));
    }
  }

  private void load(Path file, String entitlementId) {
    try {
      String jws =
          new String(
              AtomicFiles.read(file, MAX_BYTES).orElse(new byte[0]), StandardCharsets.US_ASCII);
      License license = verify(jws, entitlementId);
      firstPlays.onFound(license);
      licenses.put(entitlementId, license);
      clock.onSignedServerTime(license.serverTime());
      files
          .readJson(statusFile(entitlementId), Withdrawal.class)
          .filter(w -> w.licenseId().equals(license.id()))
          .ifPresent(w -> withdrawn.put(entitlementId, w));
    } catch (RemoteException | UncheckedIOException e) {
      String sentence = e instanceof RemoteException r ? r.sentence() : "It cannot be read.";
      LOG.warnf("The license for entitlement %s is not used: %s", entitlementId, sentence);
      disbelieved.put(entitlementId, sentence);
    }
  }

  /** Verifies a license and that it is for this box and this entitlement. */
  License verify(String jws, String entitlementId) throws RemoteException {
    License license =
        Trust.verified(
            "the license",
            () -> License.verify(jws, trust.licenseService(), config.license().issuer()));
    if (!license.deviceThumbprint().equals(device.thumbprint())) {
      throw RemoteException.unexpected(
          "The license was issued to another device; it does not open here.", null);
    }
    if (!license.entitlementId().equals(entitlementId)) {
      throw RemoteException.unexpected("The license belongs to another entitlement.", null);
    }
    return license;
  }

  /**
   * Keeps a verified license, durably, with the server time it carries. An older one than the kept
   * is refused.
   */
  void keep(String jws, License license) throws RemoteException {
    String id = license.entitlementId();
    License known = licenses.get(id);
    if (known != null && known.id().equals(license.id()) && license.seq() < known.seq()) {
      throw RemoteException.unexpected("The license is older than the one this box has.", null);
    }
    if (known != null && FirstPlays.hasWindow(known)) {
      firstPlays.onFound(license);
    } else {
      firstPlays.onIssued(license);
    }
    clock.onSignedServerTime(license.serverTime());
    AtomicFiles.write(files.path("licenses", id + ENDING), jws.getBytes(StandardCharsets.US_ASCII));
    licenses.put(id, license);
    disbelieved.remove(id);
    withdrawn.remove(id);
    library.changed();
  }

  /** The license service says that this license is over. Kept durably. */
  void withdraw(License license, String status) {
    Withdrawal withdrawal = new Withdrawal(license.id(), status);
    files.writeJson(statusFile(license.entitlementId()), withdrawal);
    withdrawn.put(license.entitlementId(), withdrawal);
    library.changed();
  }

  Optional<License> find(String entitlementId) {
    return Optional.ofNullable(licenses.get(entitlementId));
  }

  Optional<String> withdrawal(String entitlementId) {
    return Optional.ofNullable(withdrawn.get(entitlementId)).map(Withdrawal::status);
  }

  /** Why a license that lies on this box is not used; empty if there is none such. */
  String disbelief(String entitlementId) {
    return disbelieved.getOrDefault(entitlementId, "");
  }

  List<License> all() {
    return List.copyOf(licenses.values());
  }

  private Path statusFile(String entitlementId) {
    return files.path("licenses", entitlementId + ".status.json");
  }
}
