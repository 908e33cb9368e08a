package tv.coax.license.device;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import tv.coax.protection.device.DeviceProof;
import tv.coax.service.problem.Problem;

/**
 * Takes devices into accounts and out of them. A device is in one account at most; an account never
 * has more than its limit, however many register at once.
 *
 * <p>What a household removed does not come back by itself, for a box registers whenever it is not
 * known: to that account never again, to another one if the device's owner wants it there.
 */
@ApplicationScoped
class DeviceRegistration {
  private final Devices devices;
  private final DeviceConfig config;
  private final Clock clock;
  private final MeterRegistry metrics;

  @Inject
  DeviceRegistration(Devices devices, DeviceConfig config, Clock clock, MeterRegistry metrics) {
    this.devices = devices;
    this.config = config;
    this.clock = clock;
    this.metrics = metrics;
  }

  record Registered(Device device, boolean isNew) {}

  /**
   * Registers the device that made the proof, or finds it registered and takes over its new name.
   *
   * @throws Problem 409 {@code device-limit}, {@code device-of-another-account}, {@code
   *     device-removed}
   */
  @Transactional
  Registered register(String accountId, String name, DeviceProof proof) {
    devices.lockAccount(accountId);
    Optional<Device> known = devices.findLocked(proof.thumbprint());
    if (known.isPresent()) {
      return again(known.get(), accountId, name);
    }
    Device device = device(accountId, name, proof);
    if (!devices.insertIfAbsent(device)) {
      return again(devices.findLocked(proof.thumbprint()).orElseThrow(), accountId, name);
    }
    metrics.counter("coax.devices.registered").increment();
    return new Registered(device, true);
  }

  /**
   * Takes a device out of its account: it gets no license any more, and leaves room for another.
   *
   * @throws Problem 404 {@code unknown-device} if the account has no such device
   */
  @Transactional
  void remove(String accountId, String thumbprint) {
    Device device =
        devices
            .findLocked(thumbprint)
            .filter(known -> known.isIn(accountId))
            .orElseThrow(
                () -> Problem.of(404, "unknown-device", "The account has no such device."));
    device.remove(now());
    metrics.counter("coax.devices.removed").increment();
  }

  private Registered again(Device device, String accountId, String name) {
    boolean ofThisAccount = device.accountId.equals(accountId);
    if (device.removedAt == null && !ofThisAccount) {
      throw Problem.of(
          409, "device-of-another-account", "This device is registered to another account.");
    }
    if (device.removedAt != null && ofThisAccount) {
      throw Problem.of(409, "device-removed", "This device was removed from the account.");
    }
    device.name = name;
    if (ofThisAccount) {
      return new Registered(device, false);
    }
    device.slot = freeSlot(accountId);
    device.accountId = accountId;
    device.registeredAt = now();
    device.removedAt = null;
    return new Registered(device, true);
  }

  private Device device(String accountId, String name, DeviceProof proof) {
    var device = new Device();
    device.slot = freeSlot(accountId);
    device.thumbprint = proof.thumbprint();
    device.accountId = accountId;
    device.name = name;
    device.publicKey = proof.publicKey().toJson();
    device.registeredAt = now();
    return device;
  }

  private int freeSlot(String accountId) {
    int limit = config.limitPerAccount();
    return devices.freeSlot(accountId, limit).orElseThrow(() -> tooMany(limit));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static Problem tooMany(int limit) {
    return Problem.of(
            409, "device-limit", "The account has all the " + limit + " devices it may have.")
        .with("limit", limit);
  }
}
