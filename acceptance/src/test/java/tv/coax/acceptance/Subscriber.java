package tv.coax.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import tv.coax.local.web.Api;
import tv.coax.local.web.Reply;

/** A subscriber, by the API. */
record Subscriber(Api catalog, Api license) {
  /** Orders once; answers the entitlement's id. */
  String buy(String offerId) {
    return order(offerId, UUID.randomUUID().toString(), Map.of())
        .require(201)
        .body()
        .path("entitlementId")
        .asText();
  }

  Reply order(String offerId, String idempotencyKey, Map<String, String> headers) {
    var all = new HashMap<>(headers);
    all.put("Idempotency-Key", idempotencyKey);
    return catalog.post("/api/orders", Map.of("offerId", offerId), all);
  }

  JsonNode orders() {
    return catalog.get("/api/orders").require(200).body();
  }

  /** The bill so far, in minor units. */
  long billMinor() {
    JsonNode account = catalog.get("/api/account").require(200).body();
    return Math.abs(account.path("balance").path("amountMinor").asLong());
  }

  Reply entitlementToken(String entitlementId, String deviceThumbprint) {
    return catalog.post(
        "/api/entitlements/" + entitlementId + "/tokens",
        Map.of("deviceThumbprint", deviceThumbprint));
  }

  /** A ticket for the device that proves it holds its key. */
  Reply ticket(String entitlementId, String deviceThumbprint, String proof) {
    return catalog.post(
        "/api/entitlements/" + entitlementId + "/tickets",
        Map.of("deviceThumbprint", deviceThumbprint),
        Map.of("DPoP", proof));
  }

  Reply registerDevice(String proof) {
    return license.post("/api/devices", Map.of("name", "a test device"), Map.of("DPoP", proof));
  }
}
