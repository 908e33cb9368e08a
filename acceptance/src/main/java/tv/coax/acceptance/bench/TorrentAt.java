package tv.coax.acceptance.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tells a seeder's address to programs that learn addresses from trackers only: a torrent with a
 * tracker that knows this one peer.
 */
final class TorrentAt implements AutoCloseable {
  private final Path scratch;
  private final HttpServer tracker;

  TorrentAt(Path scratch) {
    this.scratch = scratch;
    try {
      tracker = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    tracker.createContext("/", TorrentAt::answer);
    tracker.start();
  }

  /** The torrent with a tracker that knows this one peer, {@code A.B.C.D:PORT}. */
  Path peer(Path torrent, String peer) {
    return named(torrent, peer);
  }

  /** The torrent with a tracker that knows nobody. */
  Path nobody(Path torrent) {
    return named(torrent, "");
  }

  private Path named(Path torrent, String peer) {
    try {
      String url = "http://127.0.0.1:" + tracker.getAddress().getPort() + "/" + peer;
      Path named = Files.createTempFile(scratch, "at", ".torrent");
      return Files.write(named, announcing(Files.readAllBytes(torrent), url));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A torrent without a tracker, with that one; {@code announce} is the first of all keys. */
  static byte[] announcing(byte[] torrent, String url) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write('d');
    out.writeBytes(("8:announce" + url.length() + ":" + url).getBytes(StandardCharsets.US_ASCII));
    out.write(torrent, 1, torrent.length - 1);
    return out.toByteArray();
  }

  /** The answer of BEP 23 with this one peer, or none when it is empty. */
  static byte[] answer(String peer) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("d8:intervali1800e5:peers".getBytes(StandardCharsets.US_ASCII));
    if (peer.isEmpty()) {
      out.writeBytes("0:".getBytes(StandardCharsets.US_ASCII));
    } else {
      out.writeBytes("6:".getBytes(StandardCharsets.US_ASCII));
      String[] numbers = peer.split("[.:]", 5);
      for (int part = 0; part < 4; part++) {
        out.write(Integer.parseInt(numbers[part]));
      }
      int port = Integer.parseInt(numbers[4]);
      out.write(port >> 8);
      out.write(port);
    }
    out.write('e');
    return out.toByteArray();
  }

  private static void answer(HttpExchange exchange) throws IOException {
    byte[] body = answer(exchange.getRequestURI().getPath().substring(1));
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    tracker.stop(0);
  }
}
