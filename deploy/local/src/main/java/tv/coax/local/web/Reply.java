package tv.coax.local.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;

/**
 * What an API answered.
 *
 * @param body its JSON; a missing node when it has none
 */
public record Reply(String call, int status, HttpHeaders headers, JsonNode body) {

  /** This answer if it has one of the statuses; else a {@link WebException} that quotes it. */
  public Reply require(int... statuses) {
    for (int expected : statuses) {
      if (status == expected) {
        return this;
      }
    }
    throw new WebException(call + " answered " + status + ": " + body);
  }

  /** The last word of the problem's type (RFC 9457), empty when it is none. */
  public String problem() {
    String type = body.path("type").asText("");
    return type.substring(type.lastIndexOf(':') + 1);
  }
}
