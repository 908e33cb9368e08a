package tv.coax.protection.device;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * A request's address as proofs compare it (RFC 9449, section 4.3): scheme and host in lower case,
 * no default port, at least {@code /} as path, no query, no fragment (RFC 3986, section 6.2).
 */
final class RequestUri {
  private RequestUri() {}

  /**
   * @throws IllegalArgumentException unless it is an absolute http or https address
   */
  static String normal(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    int defaultPort =
        switch (scheme) {
          case "http" -> 80;
          case "https" -> 443;
          default -> throw notHttp();
        };
    if (uri.getHost() == null) {
      throw notHttp();
    }
    String port = uri.getPort() < 0 || uri.getPort() == defaultPort ? "" : ":" + uri.getPort();
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port + path;
  }

  /** As above, of a text that may be anything. */
  static String normal(String uri) {
    try {
      return normal(new URI(uri));
    } catch (URISyntaxException notOne) {
      throw new IllegalArgumentException("The address is not a URI.", notOne);
    }
  }

  private static IllegalArgumentException notHttp() {
    return new IllegalArgumentException("The address is not an absolute http or https address.");
  }
}
