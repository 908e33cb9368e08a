package tv.coax.acceptance.bench;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Peers that shake hands (BEP 3), ask for nothing, and keep their connections alive: one a torrent
 * in turn. They run in the benchmark's own process, which is not measured.
 */
final class IdlePeers implements AutoCloseable {
  private static final int KEEP_ALIVE_SECONDS = 60;
  private static final byte[] PROTOCOL =
      "\u0013BitTorrent protocol".getBytes(StandardCharsets.US_ASCII);

  private final List<Socket> sockets = new ArrayList<>();
  private final AtomicInteger connected = new AtomicInteger();
  private final Thread keeper = Thread.ofPlatform().daemon().unstarted(this::keepAlive);

  private IdlePeers() {}

  static IdlePeers connect(String address, List<byte[]> infoHashes, int count) {
    int colon = address.lastIndexOf(':');
    String host = address.substring(0, colon);
    int port = Integer.parseInt(address.substring(colon + 1));
    IdlePeers peers = new IdlePeers();
    try {
      for (int number = 0; number < count; number++) {
        peers.add(new Socket(host, port), infoHashes.get(number % infoHashes.size()), number);
      }
    } catch (IOException e) {
      peers.close();
      throw new UncheckedIOException(e);
    }
    peers.keeper.start();
    return peers;
  }

  /** How many connections are still open. */
  int connected() {
    return connected.get();
  }

  private void add(Socket socket, byte[] infoHash, int number) throws IOException {
    sockets.add(socket);
    socket.setTcpNoDelay(true);
    socket.getOutputStream().write(handshake(infoHash, number));
    byte[] answer = new byte[68];
    new DataInputStream(socket.getInputStream()).readFully(answer);
    if (!Arrays.equals(infoHash, Arrays.copyOfRange(answer, 28, 48))) {
      throw new BenchException("the handshake is answered with another torrent");
    }
    connected.incrementAndGet();
    Thread.ofVirtual().start(() -> listen(socket));
  }

  /** The 68 bytes of BEP 3, no extensions. */
  static byte[] handshake(byte[] infoHash, int number) {
    ByteBuffer bytes = ByteBuffer.allocate(68);
    bytes.put(PROTOCOL).putLong(0).put(infoHash);
    bytes.put("-ID0100-%012d".formatted(number).getBytes(StandardCharsets.US_ASCII));
    return bytes.array();
  }

  private void listen(Socket socket) {
    try (InputStream in = socket.getInputStream()) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException ended) {
      // It counts as closed below.
    }
    connected.decrementAndGet();
  }

  private void keepAlive() {
    try {
      while (true) {
        TimeUnit.SECONDS.sleep(KEEP_ALIVE_SECONDS);
        for (Socket socket : sockets) {
          send(socket, new byte[4]);
        }
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(Socket socket, byte[] message) {
    try {
      socket.getOutputStream().write(message);
    } catch (IOException closed) {
      // Its reader has noticed.
    }
  }

  @Override
  public void close() {
    keeper.interrupt();
    for (Socket socket : sockets) {
      try {
        socket.close();
      } catch (IOException e) {
        // It is closed as far as it can be.
      }
    }
  }
}
