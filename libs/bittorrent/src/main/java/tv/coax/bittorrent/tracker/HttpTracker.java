package tv.coax.bittorrent.tracker;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.Optional;
import tv.coax.bittorrent.bencode.BLimits;
import tv.coax.bittorrent.metainfo.InfoHash;

/** Trackers over HTTP and HTTPS (BEP 3, 7, 23, 48). Used on one event loop. */
final class HttpTracker {
  private static final int TIMEOUT_MILLIS = 20_000;
  private static final int CONNECT_TIMEOUT_MILLIS = 8_000;
  private static final int MAX_BODY = BLimits.MESSAGE.maxBytes();
  private static final int MAX_REDIRECTS = 3;

  private final Vertx vertx;
  private final HttpClient client;

  HttpTracker(Vertx vertx) {
    this.vertx = vertx;
    client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
                .setKeepAlive(false)
                .setDecompressionSupported(true)
                .setMaxPoolSize(4));
  }

  Future<AnnounceAnswer> announce(URI tracker, AnnounceRequest request) {
    return get(tracker, query(tracker, AnnounceQuery.of(request)), request.bearer(), MAX_REDIRECTS)
        .flatMap(body -> parsed(() -> HttpAnswers.announce(body)));
  }

  Future<ScrapeAnswer> scrape(URI tracker, InfoHash infoHash) {
    String path = tracker.getRawPath();
    int name = path.lastIndexOf('/') + 1;
    if (!path.startsWith("announce", name)) {
      return Future.failedFuture(
          TrackerException.failed("The tracker's address does not allow a scrape (BEP 48)."));
    }
    String scrape = path.substring(0, name) + "scrape" + path.substring(name + 8);
    URI address =
        tracker.resolve(
            scrape + (tracker.getRawQuery() == null ? "" : "?" + tracker.getRawQuery()));
    String query = query(address, "info_hash=" + AnnounceQuery.percent(infoHash.bytes()));
    return get(address, query, Optional.empty(), MAX_REDIRECTS)
        .flatMap(body -> parsed(() -> HttpAnswers.scrape(body, infoHash)));
  }

  void close() {
    client.close();
  }

  private static String query(URI address, String own) {
    return address.getRawQuery() == null ? own : address.getRawQuery() + "&" + own;
  }

  private Future<byte[]> get(URI address, String query, Optional<String> bearer, int redirects) {
    boolean ssl = "https".equalsIgnoreCase(address.getScheme());
    String path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setSsl(ssl)
            .setHost(unbracketed(address.getHost()))
            .setPort(address.getPort() > 0 ? address.getPort() : ssl ? 443 : 80)
            .setURI(path + "?" + query)
            .setTimeout(TIMEOUT_MILLIS)
            .putHeader(HttpHeaders.USER_AGENT, "Coax/0.1");
    bearer.ifPresent(token -> options.putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token));
    return client
        .request(options)
        .flatMap(HttpClientRequest::send)
        .flatMap(response -> {
          Optional<URI> location = redirect(address, response);
          if (location.isPresent()) {
            response.exceptionHandler(nobodyReadsIt -> {});
            response.request().reset();
            return follow(address, location.get(), bearer, redirects);
          }
          return body(response);
        })
        .recover(failure -> Future.failedFuture(explained(failure)));
  }

  private static Optional<URI> redirect(URI from, HttpClientResponse response) {
    String location = response.getHeader(HttpHeaders.LOCATION);
    int status = response.statusCode();
    return status >= 301 && status <= 308 && status != 304 && location != null
        ? Optional.of(from.resolve(location))
        : Optional.empty();
  }

  /** The location is complete, its query included. A token never goes to another server. */
  private Future<byte[]> follow(URI from, URI to, Optional<String> bearer, int redirects) {
    boolean http =
        "http".equalsIgnoreCase(to.getScheme()) || "https".equalsIgnoreCase(to.getScheme());
    if (redirects == 0 || !http || to.getHost() == null) {
      return Future.failedFuture(TrackerException.failed("The tracker redirects to nowhere."));
    }
    boolean sameServer =
        from.getScheme().equalsIgnoreCase(to.getScheme())
            && from.getHost().equalsIgnoreCase(to.getHost())
            && from.getPort() == to.getPort();
    String query = to.getRawQuery() == null ? "" : to.getRawQuery();
    return get(to, query, sameServer ? bearer : Optional.empty(), redirects - 1);
  }

  private Future<byte[]> body(HttpClientResponse response) {
    Promise<byte[]> result = Promise.promise();
    Buffer body = Buffer.buffer();
    response.handler(part -> {
      if (body.length() + part.length() > MAX_BODY) {
        result.tryFail(TrackerException.failed("The tracker's answer is too long."));
        response.request().reset();
      } else {
        body.appendBuffer(part);
      }
    });
    long timer =
        vertx.setTimer(
            TIMEOUT_MILLIS,
            late -> {
              result.tryFail(TrackerException.failed("The tracker's answer takes too long."));
              response.request().reset();
            });
    response.exceptionHandler(result::tryFail);
    response.endHandler(end -> {
      if (response.statusCode() == 200 || startsLikeAnAnswer(body)) {
        result.tryComplete(body.getBytes());
      } else {
        result.tryFail(
            TrackerException.failed(
                "The tracker answers with HTTP status " + response.statusCode() + "."));
      }
    });
    return result.future().onComplete(done -> vertx.cancelTimer(timer));
  }

  /** Some trackers give the reason of a refusal with an error status. */
  private static boolean startsLikeAnAnswer(Buffer body) {
    return body.length() > 2 && body.getByte(0) == 'd' && body.getByte(body.length() - 1) == 'e';
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static Throwable explained(Throwable failure) {
    return failure instanceof TrackerException
        ? failure
        : TrackerException.failed("The tracker cannot be reached: " + failure.getMessage() + ".");
  }

  private interface Reading<T> {
    T read() throws TrackerException;
  }

  private static <T> Future<T> parsed(Reading<T> reading) {
    try {
      return Future.succeededFuture(reading.read());
    } catch (TrackerException refused) {
      return Future.failedFuture(refused);
    }
  }
}
