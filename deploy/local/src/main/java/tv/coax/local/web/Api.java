package tv.coax.local.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One service's HTTP API, called by one person or by nobody in particular. */
public final class Api {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client;
  private final URI base;
  private final @Nullable Person person;

  public Api(HttpClient client, URI base) {
    this(client, base, null);
  }

  private Api(HttpClient client, URI base, @Nullable Person person) {
    this.client = client;
    this.base = base;
    this.person = person;
  }

  /** The same API with the person's bearer token on every call. */
  public Api as(Person caller) {
    return new Api(client, base, caller);
  }

  public Reply get(String path) {
    return send("GET", path, BodyPublishers.noBody(), Map.of(), TIMEOUT);
  }

  /** Posts JSON; the body is anything Jackson can write. */
  public Reply post(String path, Object body) {
    return post(path, body, Map.of());
  }

  public Reply post(String path, Object body, Map<String, String> headers) {
    try {
      var all = new java.util.HashMap<>(headers);
      all.putIfAbsent("Content-Type", "application/json");
      return send(
          "POST", path, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)), all, TIMEOUT);
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Any call; {@code limit} is for the whole answer. */
  public Reply send(
      String method, String path, BodyPublisher body, Map<String, String> headers, Duration limit) {
    URI address = base.resolve(path);
    String call = method + " " + address;
    var request = HttpRequest.newBuilder(address).timeout(limit).method(method, body);
    headers.forEach(request::header);
    if (person != null) {
      request.header("Authorization", "Bearer " + person.token());
    }
    try {
      var response = client.send(request.build(), BodyHandlers.ofByteArray());
      String type = response.headers().firstValue("Content-Type").orElse("");
      boolean json = type.contains("json") && response.body().length > 0;
      return new Reply(
          call,
          response.statusCode(),
          response.headers(),
          json ? JSON.readTree(response.body()) : MissingNode.getInstance());
    } catch (IOException e) {
      throw new WebException(call + " failed: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WebException(call + " was interrupted.", e);
    }
  }
}
