package tv.coax.bittorrent.session;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** A small HTTP server with ranges, and with faults. */
final class WebServer implements AutoCloseable {
  /** What it does wrong. */
  enum Fault {
    NONE,
    /** One byte in the middle of every answer is another. */
    CORRUPT,
    /** The first two requests are turned away. */
    BUSY,
    /** The first two answers hold half of what was asked for. */
    SHORT,
    /** Sends the whole file whatever was asked for. */
    NO_RANGES
  }

  final AtomicInteger requests = new AtomicInteger();
  private final HttpServer server;
  private final Path root;
  private final Fault fault;

  WebServer(Path root, Fault fault) throws IOException {
    this.root = root;
    this.fault = fault;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.createContext("/", this::answer);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      int number = requests.incrementAndGet();
      Path file = root.resolve(exchange.getRequestURI().getPath().substring(1));
      if (fault == Fault.BUSY && number <= 2 || !Files.isRegularFile(file)) {
        exchange.sendResponseHeaders(fault == Fault.BUSY ? 503 : 404, -1);
        return;
      }
      byte[] all = Files.readAllBytes(file);
      String[] range =
          exchange.getRequestHeaders().getFirst("Range").substring("bytes=".length()).split("-");
      int from = Integer.parseInt(range[0]);
      int to = Integer.parseInt(range[1]);
      byte[] part = fault == Fault.NO_RANGES ? all : Arrays.copyOfRange(all, from, to + 1);
      if (fault == Fault.CORRUPT) {
        part[part.length / 2] ^= 1;
      }
      exchange
          .getResponseHeaders()
          .add("Content-Range", "bytes " + from + "-" + to + "/" + all.length);
      int sent = fault == Fault.SHORT && number <= 2 ? part.length / 2 : part.length;
      exchange.sendResponseHeaders(fault == Fault.NO_RANGES ? 200 : 206, sent);
      exchange.getResponseBody().write(part, 0, sent);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
