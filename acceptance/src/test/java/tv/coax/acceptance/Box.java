package tv.coax.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URI;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tv.coax.local.web.Api;

/** A box, as its own screen sees it. */
record Box(URI address, Path directory) {
  JsonNode status() {
    return api().get("/api/status").require(200).body();
  }

  String thumbprint() {
    return status().path("deviceThumbprint").asText();
  }

  /** What the library says of a title; missing when the box has not heard of it. */
  JsonNode title(String titleId) {
    for (JsonNode entry : api().get("/api/library").require(200).body()) {
      if (entry.path("titleId").asText().equals(titleId)) {
        return entry;
      }
    }
    return MissingNode.getInstance();
  }

  boolean playable(String titleId) {
    JsonNode entry = title(titleId);
    return entry.path("state").asText().equals("ready") && entry.path("licensed").asBoolean();
  }

  void awaitPlayable(String titleId) {
    Await.until(
        address + " holds " + titleId + " whole and licensed",
        () -> playable(titleId),
        () -> title(titleId).toString());
  }

  /**
   * Waits until at least this part of the title's bytes is verified and reports whether more are to
   * come.
   */
  void awaitProgress(String titleId, double part) {
    Await.until(
        address + " holds " + part + " of " + titleId,
        () -> {
          JsonNode entry = title(titleId);
          return entry.path("verifiedBytes").asLong()
              > part * entry.path("sealedBytes").asLong(Long.MAX_VALUE);
        },
        () -> title(titleId).toString());
  }

  /** Whether some of the title's bytes are still to come. */
  boolean stillArriving(String titleId) {
    JsonNode entry = title(titleId);
    return entry.path("verifiedBytes").asLong() < entry.path("sealedBytes").asLong();
  }

  Raw play(String titleId, String... headers) {
    return Raw.get(address.resolve("/play/" + titleId), headers);
  }

  /** SHA-256 of all that the player endpoint serves. */
  String playedSha256(String titleId) {
    return sha256(play(titleId).require(200).bytes());
  }

  Api api() {
    return new Api(Raw.CLIENT, address);
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
