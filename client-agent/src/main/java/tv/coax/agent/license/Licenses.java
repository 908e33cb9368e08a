package tv.coax.agent.license;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import tv.coax.agent.clock.TrustedClock;
import tv.coax.agent.device.Device;
import tv.coax.agent.device.Papers;
import tv.coax.agent.library.Entitlement;
import tv.coax.agent.library.Entry;
import tv.coax.agent.library.Library;
import tv.coax.agent.license.Verdict.Refused;
import tv.coax.agent.remote.RemoteException;
import tv.coax.agent.settings.CoaxConfig;
import tv.coax.agent.task.Tasks;
import tv.coax.protection.license.License;

/**
 * Gets a license for every entry of the library, renews it in time, and says what it allows now.
 * Thread-safe.
 */
@Singleton
public final class Licenses {

  private static final Logger LOG = Logger.getLogger(Licenses.class);
  private static final Duration UPKEEP = Duration.ofSeconds(30);
  private static final Set<String> OVER = Set.of("revoked", "returned", "cancelled", "expired");

  private final LicenseStore store;
  private final FirstPlays firstPlays;
  private final TrustedClock clock;
  private final Device device;
  private final Papers papers;
  private final Library library;
  private final Tasks tasks;
  private final CoaxConfig config;
  private final ConcurrentHashMap<String, String> setbacks = new ConcurrentHashMap<>();

  Licenses(
      LicenseStore store,
      FirstPlays firstPlays,
      TrustedClock clock,
      Device device,
      Papers papers,
      Library library,
      Tasks tasks,
      CoaxConfig config) {
    this.store = store;
    this.firstPlays = firstPlays;
    this.clock = clock;
    this.device = device;
    this.papers = papers;
    this.library = library;
    this.tasks = tasks;
    this.config = config;
  }

  /** Reads what is on disk, prints what each license allows, and looks after them from now on. */
  public void load() {
    store.load();
    library.entries().forEach(e -> usable(e.entitlement()).ifPresent(this::report));
    if (!clock.isConfirmed() && !store.all().isEmpty()) {
      tasks.keepTrying("time", "", this::learnTime, sentence -> {});
    }
    tasks.keepTrying("license upkeep", "", this::lookAfter, sentence -> {});
  }

  /** Sees to it that there is a license of the entry's asset version. */
  public void acquire(Entry entry) {
    if (usable(entry.entitlement()).isEmpty()) {
      obtain(entry.entitlement());
    }
  }

  /** The license for an entry, if it is here, verified, and of the entry's asset version. */
  public Optional<License> usable(Entitlement entitlement) {
    return store.find(entitlement).filter(l -> l.titleId().equals(entitlement.titleId()));
  }

  /** The entitlement's version was replaced by another: its license is removed. */
  public void discard(Entitlement entitlement) {
    usable(entitlement).ifPresent(store::discard);
  }

  /** Whether an entry may be played now. */
  public Verdict judge(Entitlement entitlement) {
    Optional<License> license = usable(entitlement);
    if (license.isEmpty()) {
      String why = reason(entitlement.id());
      return new Refused(
          "no-license", why.isEmpty() ? "The license for this film is not here yet." : why);
    }
    Optional<String> over = store.withdrawal(license.get());
    if (over.isPresent()) {
      return new Refused(
          "license-expired", "The license service says that this license is " + over.get() + ".");
    }
    if (!clock.isConfirmed() && PlaybackRules.dependsOnTime(license.get())) {
      return new Refused(
          "license-expired",
          "This box has lost its record of the time. Connect it once so that it learns it.");
    }
    return PlaybackRules.judge(license.get(), firstPlays.of(entitlement.id()), clock.now());
  }

  /** The latest instant at which playback could still start if this box never went online again. */
  public Optional<Instant> latestStart(Entitlement entitlement) {
    return usable(entitlement)
        .filter(l -> store.withdrawal(l).isEmpty())
        .map(l -> PlaybackRules.latestStart(l, firstPlays.of(entitlement.id())));
  }

  /** Why there is no license, as a sentence; empty if there is no reason but time. */
  public String reason(String entitlementId) {
    String disbelief = store.disbelief(entitlementId);
    return disbelief.isEmpty() ? setbacks.getOrDefault(entitlementId, "") : disbelief;
  }

  /** The trusted time, for a playback that has to end in time. */
  public Instant now() {
    return clock.now();
  }

  /** Notes the first play, durably, and judges again: the time to finish runs from now. */
  public Verdict begin(Entitlement entitlement) {
    Verdict before = judge(entitlement);
    if (before instanceof Refused) {
      return before;
    }
    if (firstPlays.of(entitlement.id()).isEmpty()) {
      firstPlays.begin(entitlement.id());
      LOG.infof("%s is played for the first time.", entitlement.titleName());
      usable(entitlement).ifPresent(this::report);
      library.changed();
    }
    return judge(entitlement);
  }

  private void learnTime() throws RemoteException, InterruptedException {
    device.askTime();
    if (!clock.isConfirmed()) {
      throw new RemoteException(0, "", "The license service has not told the time.", null);
    }
    library.changed();
  }

  private void obtain(Entitlement entitlement) {
    tasks.keepTrying(
        "license of " + entitlement.id() + " to " + entitlement.asset(),
        entitlement.correlation(),
        () -> {
          if (library.wants(entitlement)) {
            request(entitlement);
          }
          setbacks.remove(entitlement.id());
          library.changed();
        },
        sentence -> {
          setbacks.put(entitlement.id(), sentence);
          library.changed();
        });
  }

  private void request(Entitlement entitlement) throws RemoteException, InterruptedException {
    device.register();
    String entitlementToken = papers.token(entitlement);
    JsonNode answer;
    try {
      answer =
          device
              .licenseService("POST", "/api/licenses")
              .post(Map.of("entitlementToken", entitlementToken));
    } catch (RemoteException e) {
      if (e.problem().equals("device-unknown")) {
        device.forgetRegistration();
      }
      throw e;
    }
    String jws = answer.path("license").asText();
    License license = store.verify(jws, entitlement.id());
    store.keep(jws, license);
    library.mark(entitlement, t -> t.withLicense(Instant.now()));
    report(license);
    if (usable(entitlement).isEmpty()) {
      throw RemoteException.unexpected("The license is for another version of the film.", null);
    }
  }

  /** Renews what is due, and asks now and then whether a license was withdrawn. */
  private void lookAfter() throws InterruptedException {
    Instant asked = clock.now();
    while (true) {
      Thread.sleep(UPKEEP);
      Instant now = clock.now();
      for (Entry entry : library.entries()) {
        usable(entry.entitlement())
            .filter(l -> !now.isBefore(l.renewAfter()))
            .ifPresent(l -> obtain(entry.entitlement()));
      }
      if (!now.isBefore(asked.plus(config.box().licenseCheck()))) {
        asked = now;
        for (License license : store.all()) {
          askStatus(license);
        }
      }
    }
  }

  private void askStatus(License license) throws InterruptedException {
    try {
      String status =
          device
              .licenseService("GET", "/api/licenses/" + license.id())
              .get()
              .path("status")
              .asText();
      if (OVER.contains(status) && store.withdrawal(license).isEmpty()) {
        LOG.warnf("License %s is %s.", license.id(), status);
        store.withdraw(license, status);
      }
    } catch (RemoteException e) {
      LOG.debugf("The status of license %s is not known: %s", license.id(), e.sentence());
    }
  }

  private void report(License license) {
    LOG.infof(
        "License %s for title %s: playback can start until %s if this box stays offline.",
        license.id(),
        license.titleId(),
        PlaybackRules.latestStart(license, firstPlays.of(license.entitlementId())));
  }
}
