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
import tv.coax.agent.library.Entitlement;
import tv.coax.agent.library.Library;
import tv.coax.agent.remote.RemoteException;
import tv.coax.agent.settings.CoaxConfig;
import tv.coax.agent.store.AtomicFiles;
import tv.coax.agent.store.BoxFiles;
import tv.coax.agent.trust.Trust;
import tv.coax.protection.license.License;

/**
 * The licenses on this box, one file for each entitlement and version of its film, as the license
 * service signed them. Each is verified again when it is loaded: a file that was changed, or copied
 * from another box, is not used, and why is remembered. Thread-safe.
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

  private void load(Path file, String name) {
    String entitlementId = name.contains("@") ? name.substring(0, name.indexOf('@')) : name;
    try {
      String jws =
          new String(
              AtomicFiles.read(file, MAX_BYTES).orElse(new byte[0]), StandardCharsets.US_ASCII);
      License license = verify(jws, entitlementId);
      firstPlays.onFound(license);
      licenses.put(name(license), license);
      clock.onSignedServerTime(license.serverTime());
      files
          .readJson(statusFile(license), Withdrawal.class)
          .filter(w -> w.licenseId().equals(license.id()))
          .ifPresent(w -> withdrawn.put(name(license), w));
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
    License known = licenses.get(name(license));
    if (known != null && known.id().equals(license.id()) && license.seq() < known.seq()) {
      throw RemoteException.unexpected("The license is older than the one this box has.", null);
    }
    if (hadWindow(license.entitlementId())) {
      firstPlays.onFound(license);
    } else {
      firstPlays.onIssued(license);
    }
    clock.onSignedServerTime(license.serverTime());
    AtomicFiles.write(file(license), jws.getBytes(StandardCharsets.US_ASCII));
    licenses.put(name(license), license);
    disbelieved.remove(license.entitlementId());
    withdrawn.remove(name(license));
    library.changed();
  }

  /** The version this license is for was replaced: it is removed for good. */
  void discard(License license) {
    AtomicFiles.delete(file(license));
    AtomicFiles.delete(statusFile(license));
    licenses.remove(name(license));
    withdrawn.remove(name(license));
  }

  /** The license service says that this license is over. Kept durably. */
  void withdraw(License license, String status) {
    Withdrawal withdrawal = new Withdrawal(license.id(), status);
    files.writeJson(statusFile(license), withdrawal);
    withdrawn.put(name(license), withdrawal);
    library.changed();
  }

  Optional<License> find(Entitlement entitlement) {
    return Optional.ofNullable(licenses.get(name(entitlement.id(), entitlement.assetVersion())));
  }

  Optional<String> withdrawal(License license) {
    return Optional.ofNullable(withdrawn.get(name(license))).map(Withdrawal::status);
  }

  /** Why a license that lies on this box is not used; empty if there is none such. */
  String disbelief(String entitlementId) {
    return disbelieved.getOrDefault(entitlementId, "");
  }

  List<License> all() {
    return List.copyOf(licenses.values());
  }

  private boolean hadWindow(String entitlementId) {
    return licenses.values().stream()
        .anyMatch(l -> l.entitlementId().equals(entitlementId) && FirstPlays.hasWindow(l));
  }

  private static String name(License license) {
    return name(license.entitlementId(), license.assetVersion());
  }

  /** No entitlement's id has this sign. */
  private static String name(String entitlementId, int assetVersion) {
    return entitlementId + "@" + assetVersion;
  }

  private Path file(License license) {
    return files.path("licenses", name(license) + ENDING);
  }

  private Path statusFile(License license) {
    return files.path("licenses", name(license) + ".status.json");
  }
}
