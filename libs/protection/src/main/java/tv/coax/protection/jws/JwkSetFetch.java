package tv.coax.protection.jws;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Fetches a JWK set over HTTP: no redirects, at most five seconds in all, at most 64 KiB. */
final class JwkSetFetch {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private static final class Client {
    private static final HttpClient SHARED =
        HttpClient.newBuilder().followRedirects(Redirect.NEVER).connectTimeout(TIMEOUT).build();
  }

  private final URI jwks;
  private final Duration timeout;

  JwkSetFetch(URI jwks) {
    this(jwks, TIMEOUT);
  }

  JwkSetFetch(URI jwks, Duration timeout) {
    this.jwks = jwks;
    this.timeout = timeout;
  }

  URI address() {
    return jwks;
  }

  /**
   * The set as the issuer sent it.
   *
   * @throws IOException if there is no answer in time, or not the one expected
   */
  String fetch() throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(jwks).timeout(timeout).header("Accept", "application/json").build();
    CompletableFuture<HttpResponse<String>> answer =
        Client.SHARED.sendAsync(
            request, BodyHandlers.limiting(BodyHandlers.ofString(), JwkSet.MAX_CHARS));
    try {
      HttpResponse<String> response = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      if (response.statusCode() != 200) {
        throw new IOException("The keys' address answered " + response.statusCode() + ".");
      }
      return response.body();
    } catch (ExecutionException failed) {
      throw new IOException("The keys could not be fetched.", failed.getCause());
    } catch (TimeoutException late) {
      throw new IOException("The keys did not come within " + timeout.toSeconds() + " s.", late);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while fetching keys.", interrupted);
    } finally {
      answer.cancel(true);
    }
  }
}
