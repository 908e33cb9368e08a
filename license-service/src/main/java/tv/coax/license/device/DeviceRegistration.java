package tv.coax.license.device;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import tv.coax.protection.device.DeviceProof;
import tv.coax.service.problem.Problem;

/**
 * Takes devices into accounts. A device is in one account at most; an account never has more than
 * its limit, however many register at once.
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
   * @throws Problem 409 {@code device-limit}, {@code device-of-another-account}
   */
  @Transactional
  Registered register(String accountId, String name, DeviceProof proof) {
    devices.lockAccount(accountId);
    Optional<Device> known = devices.findByIdOptional(proof.thumbprint());
    if (known.isPresent()) {
      return again(known.get(), accountId, name);
    }
    Device device = device(accountId, name, proof);
    if (!devices.insertIfAbsent(device)) {
      return again(devices.findById(proof.thumbprint()), accountId, name);
    }
    metrics.counter("coax.devices.registered").increment();
    return new Registered(device, true);
  }

  private Registered again(Device device, String accountId, String name) {
    if (!device.accountId.equals(accountId)) {
      throw Problem.of(
          409, "device-of-another-account", "This device is registered to another account.");
    }
    device.name = name;
    return new Registered(device, false);
  }

  private Device device(String accountId, String name, DeviceProof proof) {
    int limit = config.limitPerAccount();
    var device = new Device();
    device.slot = devices.freeSlot(accountId, limit).orElseThrow(() -> tooMany(limit));
    device.thumbprint = proof.thumbprint();
    device.accountId = accountId;
    device.name = name;
    device.publicKey = proof.publicKey().toJson();
    device.registeredAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return device;
  }

  private static Problem tooMany(int limit) {
    return Problem.of(
            409, "device-limit", "The account has all the " + limit + " devices it may have.")
        .with("limit", limit);
  }
}
