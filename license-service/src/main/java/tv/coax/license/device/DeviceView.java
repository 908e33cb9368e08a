package tv.coax.license.device;

import java.time.Instant;

/** A device as its account sees it. */
record DeviceView(String thumbprint, String accountId, String name, Instant registeredAt) {

  static DeviceView of(Device device) {
    return new DeviceView(device.thumbprint, device.accountId, device.name, device.registeredAt);
  }
}
