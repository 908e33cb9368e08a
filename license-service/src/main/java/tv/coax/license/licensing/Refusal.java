package tv.coax.license.licensing;

import tv.coax.service.problem.Problem;

/** Why no license is given. The names are part of the contract. */
enum Refusal {
  TOKEN_INVALID("token-invalid", "The entitlement token is not valid."),
  TOKEN_EXPIRED(
      "token-expired", "The entitlement token has expired. Ask the catalog for a new one."),
  TOKEN_AUDIENCE("token-audience", "The entitlement token is not meant for this service."),
  TOKEN_USED("token-used", "The entitlement token was used. Ask the catalog for a new one."),
  OTHER_DEVICE("other-device", "The entitlement token is for another device."),
  DEVICE_UNKNOWN("device-unknown", "This device is not registered to the account that may play."),
  LICENSE_ENDED("license-ended", "The license was taken back and is not issued again.");

  private final String name;
  private final String detail;

  Refusal(String name, String detail) {
    this.name = name;
    this.detail = detail;
  }

  Problem problem() {
    return Problem.of(403, name, detail);
  }
}
