package tv.coax.local.web;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A browser without a screen: keeps cookies, follows redirects, sends forms. One person uses one
 * browser.
 */
public final class Browser {
  private static final int MOST_REDIRECTS = 15;

  private final HttpClient client;
  private final Map<String, String> cookies = new LinkedHashMap<>();

  public Browser(HttpClient client) {
    this.client = client;
  }

  /** A page the browser ended at. */
  public record Page(URI address, int status, String body) {}

  public Page open(URI address) {
    return follow(HttpRequest.newBuilder(address).GET(), address, address);
  }

  /**
   * Opens an address and stops before it is left for {@code end}, whose full address is returned as
   * a page without a body.
   */
  public Page openUntil(URI address, URI end) {
    return follow(HttpRequest.newBuilder(address).GET(), address, end);
  }

  /** Sends a form of a page, its fields overlaid with what the person entered. */
  public Page submit(Page page, HtmlForm form, Map<String, String> entered, URI end) {
    URI target = page.address().resolve(form.action());
    var fields = new LinkedHashMap<>(form.fields());
    fields.putAll(entered);
    String body =
        fields.entrySet().stream()
            .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
            .collect(Collectors.joining("&"));
    var request =
        HttpRequest.newBuilder(target)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    return follow(request, target, end);
  }

  private Page follow(HttpRequest.Builder first, URI address, URI end) {
    var request = first;
    URI at = address;
    for (int hop = 0; hop < MOST_REDIRECTS; hop++) {
      HttpResponse<String> response = send(request);
      var location = response.headers().firstValue("Location");
      if (response.statusCode() / 100 != 3 || location.isEmpty()) {
        return new Page(at, response.statusCode(), response.body());
      }
      at = at.resolve(location.get());
      if (!end.equals(address) && at.toString().startsWith(end.toString())) {
        return new Page(at, response.statusCode(), "");
      }
      request = HttpRequest.newBuilder(at).GET();
    }
    throw new WebException("The page " + address + " redirects without end.");
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    if (!cookies.isEmpty()) {
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; ")));
    }
    try {
      var response =
          client.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
      response.headers().allValues("Set-Cookie").forEach(this::keep);
      return response;
    } catch (IOException e) {
      throw new WebException("The page cannot be opened: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WebException("Interrupted while a page was opened.", e);
    }
  }

  /** All addresses of one browser are on one host, so cookies need no more than a name. */
  private void keep(String header) {
    String pair = header.split(";", 2)[0];
    int equals = pair.indexOf('=');
    if (equals <= 0) {
      return;
    }
    String name = pair.substring(0, equals).strip();
    String value = pair.substring(equals + 1).strip();
    if (value.isEmpty() || header.toLowerCase(java.util.Locale.ROOT).contains("max-age=0")) {
      cookies.remove(name);
    } else {
      cookies.put(name, value);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
