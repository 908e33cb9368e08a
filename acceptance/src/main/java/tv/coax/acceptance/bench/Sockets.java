package tv.coax.acceptance.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the kernel counted on open connections; the same count for every program. */
final class Sockets {
  private static final Pattern ACKNOWLEDGED = Pattern.compile("bytes_acked:(\\d+)");

  private Sockets() {}

  /** Bytes sent and acknowledged on the open connections of one local address. */
  static long bytesSentFrom(String address) {
    String port = address.substring(address.lastIndexOf(':') + 1);
    try {
      Process ss =
          new ProcessBuilder("ss", "-tniH", "state", "established", "( sport = :" + port + " )")
              .start();
      Matcher matcher =
          ACKNOWLEDGED.matcher(
              new String(ss.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
      long sum = 0;
      while (matcher.find()) {
        sum += Long.parseLong(matcher.group(1));
      }
      return sum;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read the kernel's counters with ss (package iproute2)", e);
    }
  }
}
