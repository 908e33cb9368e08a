package tv.coax.agent.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jboss.logging.MDC;

/** One call being prepared; sent by {@link #get}, {@link #post} and their like. Not for reuse. */
public final class RemoteCall {

  private static final int MAX_JSON_BYTES = 4 << 20;

  private final HttpClient http;
  private final ObjectMapper json;
  private final String who;
  private final HttpRequest.Builder request;
  private String watchedHeader = "";
  private Consumer<String> headerConsumer = value -> {};

  RemoteCall(HttpClient http, ObjectMapper json, String who, URI uri) {
    this.http = http;
    this.json = json;
    this.who = who;
    this.request = HttpRequest.newBuilder(uri);
    if (MDC.get("correlationId") instanceof String correlation) {
      request.header("X-Correlation-Id", correlation);
    }
  }

  /** Adds the access token. */
  public RemoteCall bearer(String accessToken) {
    return header("Authorization", "Bearer " + accessToken);
  }

  /** Adds a proof of possession of the device key (RFC 9449). */
  public RemoteCall proof(String proof) {
    return header("DPoP", proof);
  }

  /** Adds a header. */
  public RemoteCall header(String name, String value) {
    request.header(name, value);
    return this;
  }

  /**
   * Tells a header of the answer, whatever its status; on the calling thread, before the call
   * returns.
   */
  public RemoteCall onHeader(String name, Consumer<String> consumer) {
    watchedHeader = name;
    headerConsumer = consumer;
    return this;
  }

  /** GET, answered with JSON. */
  public JsonNode get() throws RemoteException, InterruptedException {
    request.header("Accept", "application/json").GET();
    return parse(body(MAX_JSON_BYTES));
  }

  /** GET, answered with at most {@code maxBytes} of anything. */
  public byte[] getBytes(int maxBytes) throws RemoteException, InterruptedException {
    request.GET();
    return body(maxBytes);
  }

  /** POST of JSON, answered with JSON. */
  public JsonNode post(Object content) throws RemoteException, InterruptedException {
    try {
      request
          .header("Content-Type", "application/json")
          .header("Accept", "application/json")
          .POST(BodyPublishers.ofByteArray(json.writeValueAsBytes(content)));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
    return parse(body(MAX_JSON_BYTES));
  }

  /** POST of a form, answered with JSON, as OAuth 2.0 wants it. */
  public JsonNode postForm(Map<String, String> form) throws RemoteException, InterruptedException {
    String encoded =
        form.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    request
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header("Accept", "application/json")
        .POST(BodyPublishers.ofString(encoded));
    return parse(body(MAX_JSON_BYTES));
  }

  /** Opens a stream of server-sent events; closing it ends the call. */
  public InputStream events() throws RemoteException, InterruptedException {
    request.header("Accept", "text/event-stream").GET();
    HttpResponse<InputStream> response =
        await(http.sendAsync(request.build(), BodyHandlers.ofInputStream()));
    if (response.statusCode() == 200) {
      return response.body();
    }
    try (InputStream body = response.body()) {
      throw refusal(response.statusCode(), body.readNBytes(64 << 10));
    } catch (IOException e) {
      throw new RemoteException(response.statusCode(), "", away(), e);
    }
  }

  private byte[] body(int maxBytes) throws RemoteException, InterruptedException {
    HttpResponse<byte[]> response =
        await(
            http.sendAsync(
                request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), maxBytes)));
    if (!watchedHeader.isEmpty()) {
      response.headers().firstValue(watchedHeader).ifPresent(headerConsumer);
    }
    if (response.statusCode() / 100 != 2) {
      throw refusal(response.statusCode(), response.body());
    }
    return response.body();
  }

  private <T> HttpResponse<T> await(CompletableFuture<HttpResponse<T>> answer)
      throws RemoteException, InterruptedException {
    try {
      return answer.get(Remote.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw e;
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new RemoteException(0, "", capitalised(who) + " did not answer in time.", e);
    } catch (ExecutionException e) {
      throw new RemoteException(0, "", away(), e.getCause());
    }
  }

  private RemoteException refusal(int status, byte[] body) {
    JsonNode node = lenient(body);
    String type = node.path("type").asText(node.path("error").asText(""));
    String problem = type.substring(type.lastIndexOf(':') + 1);
    String detail = node.path("detail").asText(node.path("error_description").asText(""));
    String sentence =
        detail.isBlank()
            ? "%s answered with status %d%s."
                .formatted(capitalised(who), status, problem.isEmpty() ? "" : " " + problem)
            : "%s: %s".formatted(capitalised(who), shorten(detail));
    return new RemoteException(status, problem, sentence, null);
  }

  private JsonNode parse(byte[] body) throws RemoteException {
    try {
      return json.readTree(body);
    } catch (IOException e) {
      throw RemoteException.unexpected(
          capitalised(who) + " answered with something that is not JSON.", e);
    }
  }

  private JsonNode lenient(byte[] body) {
    try {
      JsonNode node = json.readTree(body);
      return node == null ? MissingNode.getInstance() : node;
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  private String away() {
    return capitalised(who) + " cannot be reached.";
  }

  private static String shorten(String detail) {
    return detail.length() <= 300 ? detail : detail.substring(0, 300) + "…";
  }

  private static String capitalised(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
