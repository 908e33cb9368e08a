package tv.coax.acceptance.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the kernel counts on the connections of one local address; the same count for every program.
 * Connections are asked ten times a second, since a closed one is forgotten.
 */
final class Sockets implements AutoCloseable {
  private static final int SAMPLE_MILLIS = 100;
  private static final Pattern CONNECTION =
      Pattern.compile(
          "^(?:[A-Z]\\S* +)?\\d+ +\\d+ +\\S+ +(\\S+)[^\\n]*\\n\\s[^\\n]*bytes_acked:(\\d+)",
          Pattern.MULTILINE);

  private final String port;
  private final Map<String, Long> sent = new HashMap<>();
  private final Thread sampler;
  private volatile boolean closed;

  /** Counts from now on. */
  Sockets(String address) {
    this.port = address.substring(address.lastIndexOf(':') + 1);
    this.sampler = Thread.ofPlatform().daemon().start(this::sample);
  }

  /** Bytes sent and acknowledged on all connections, those that were closed included. */
  long bytesSent() {
    synchronized (sent) {
      note();
      return sent.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  private void sample() {
    while (!closed) {
      synchronized (sent) {
        note();
      }
      try {
        TimeUnit.MILLISECONDS.sleep(SAMPLE_MILLIS);
      } catch (InterruptedException ended) {
        return;
      }
    }
  }

  private void note() {
    parse(ask("ss", "-tniH", "state", "connected", "( sport = :" + port + " )"))
        .forEach((peer, bytes) -> sent.merge(peer, bytes, Math::max));
  }

  /** Bytes acknowledged, by the address of the peer, as {@code ss -tniH} of a state prints them. */
  static Map<String, Long> parse(String text) {
    Map<String, Long> found = new HashMap<>();
    Matcher matcher = CONNECTION.matcher(text);
    while (matcher.find()) {
      found.put(matcher.group(1), Long.parseLong(matcher.group(2)));
    }
    return found;
  }

  @Override
  public void close() {
    closed = true;
    sampler.interrupt();
  }

  /** Whether something listens at this port of the loopback. */
  static boolean isListening(int port) {
    return !ask("ss", "-tlnH", "( sport = :" + port + " )").isBlank();
  }

  /** An IPv4 address of this machine that is not 127.0.0.1; empty when there is none. */
  static String ownAddress() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
          .map(InetAddress::getHostAddress)
          .findFirst()
          .orElse("");
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String ask(String... command) {
    try {
      Process ss = new ProcessBuilder(command).start();
      return new String(ss.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read the kernel's counters with ss (package iproute2)", e);
    }
  }
}
