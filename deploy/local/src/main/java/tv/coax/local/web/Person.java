package tv.coax.local.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Somebody with an account at the realm: logs in through Keycloak's own pages, as with a browser,
 * and keeps the access token fresh (RFC 6749 authorization code with PKCE, RFC 7636).
 */
public final class Person {
  private static final String CLIENT = "coax-cli";
  private static final URI REDIRECT = URI.create("http://127.0.0.1:8400/callback");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration SPARE = Duration.ofSeconds(30);

  private final String name;
  private final String password;
  private final URI realm;
  private final HttpClient client;
  private final Browser browser;
  private String accessToken = "";
  private String refreshToken = "";
  private long freshUntil;

  public Person(String name, String password, URI realm, HttpClient client) {
    this.name = name;
    this.password = password;
    this.realm = realm;
    this.client = client;
    this.browser = new Browser(client);
  }

  public String name() {
    return name;
  }

  /** A bearer token that is valid for at least half a minute; logs in when there is none. */
  public synchronized String token() {
    if (accessToken.isEmpty()) {
      logIn();
    } else if (System.nanoTime() > freshUntil) {
      exchange(
          Map.of(
              "grant_type", "refresh_token", "client_id", CLIENT, "refresh_token", refreshToken));
    }
    return accessToken;
  }

  /**
   * Approves the pairing of a box: opens the address the box shows (RFC 8628, {@code
   * verification_uri_complete}), logs in if asked to, and grants.
   */
  public synchronized void approve(URI verification) {
    var page = passLogin(browser.open(verification), verification);
    var grant =
        HtmlForm.with("accept", page.body())
            .orElseThrow(
                () -> new WebException("No page asked " + name + " to grant the pairing."));
    var done =
        browser.submit(
            page,
            grant,
            Map.of("accept", grant.buttons().getOrDefault("accept", "")),
            verification);
    if (done.status() != 200 || !done.address().getPath().endsWith("/device/status")) {
      throw new WebException("The pairing was not accepted (" + done.address() + ").");
    }
  }

  private void logIn() {
    String verifier = random();
    String state = random();
    var query = new TreeMap<String, String>();
    query.put("response_type", "code");
    query.put("client_id", CLIENT);
    query.put("redirect_uri", REDIRECT.toString());
    query.put("scope", "openid");
    query.put("state", state);
    query.put("code_challenge", challenge(verifier));
    query.put("code_challenge_method", "S256");
    URI start = URI.create(realm + "/protocol/openid-connect/auth?" + form(query));
    var page = passLogin(browser.openUntil(start, REDIRECT), REDIRECT);
    var answer = query(page.address());
    if (!state.equals(answer.get("state")) || !answer.containsKey("code")) {
      throw new WebException("The login of " + name + " ended at " + page.address() + ".");
    }
    exchange(
        Map.of(
            "grant_type",
            "authorization_code",
            "client_id",
            CLIENT,
            "redirect_uri",
            REDIRECT.toString(),
            "code",
            answer.get("code"),
            "code_verifier",
            verifier));
  }

  private Browser.Page passLogin(Browser.Page page, URI end) {
    var form = HtmlForm.with("password", page.body());
    if (form.isEmpty()) {
      return page;
    }
    var next =
        browser.submit(page, form.get(), Map.of("username", name, "password", password), end);
    if (HtmlForm.with("password", next.body()).isPresent()) {
      throw new WebException("Keycloak does not accept the password of " + name + ".");
    }
    return next;
  }

  private void exchange(Map<String, String> parameters) {
    var request =
        HttpRequest.newBuilder(URI.create(realm + "/protocol/openid-connect/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .timeout(Duration.ofSeconds(30))
            .POST(HttpRequest.BodyPublishers.ofString(form(parameters)))
            .build();
    try {
      var response = client.send(request, BodyHandlers.ofString());
      JsonNode answer = JSON.readTree(response.body());
      if (response.statusCode() != 200) {
        throw new WebException("No token for " + name + ": " + response.body());
      }
      accessToken = answer.get("access_token").asText();
      refreshToken = answer.get("refresh_token").asText();
      freshUntil =
          System.nanoTime()
              + Duration.ofSeconds(answer.get("expires_in").asLong()).minus(SPARE).toNanos();
    } catch (IOException e) {
      throw new WebException("Keycloak cannot be asked for a token: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WebException("Interrupted while logging in.", e);
    }
  }

  private static Map<String, String> query(URI address) {
    String raw = address.getRawQuery();
    return raw == null
        ? Map.of()
        : Arrays.stream(raw.split("&"))
            .map(part -> part.split("=", 2))
            .collect(Collectors.toMap(part -> part[0], part -> part.length > 1 ? part[1] : ""));
  }

  private static String form(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(p -> p.getKey() + "=" + URLEncoder.encode(p.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static String random() {
    var bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String challenge(String verifier) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
