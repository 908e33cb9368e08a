package tv.coax.agent.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import org.jboss.logging.MDC;

/** A refusal as RFC 9457 has it: a stable name for programs, a sentence for people. */
public record Problem(int status, String name, String title, String detail) {

  /** The media type of problems. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /** The JSON object of the problem, with the correlation id if there is one. */
  public JsonObject toJson() {
    JsonObject json =
        new JsonObject()
            .put("type", "urn:coax:problem:" + name)
            .put("title", title)
            .put("status", status)
            .put("detail", detail);
    if (MDC.get("correlationId") instanceof String correlation) {
      json.put("correlationId", correlation);
    }
    return json;
  }

  /** Ends the response with this problem; on HEAD without the body. */
  public void end(HttpServerResponse response, HttpMethod method) {
    if (response.ended() || response.closed()) {
      return;
    }
    byte[] body = toJson().toBuffer().getBytes();
    response
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length));
    if (HttpMethod.HEAD.equals(method)) {
      response.end();
    } else {
      response.end(Buffer.buffer(body));
    }
  }
}
