package tv.coax.bittorrent.session;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.wire.Handshake;
import tv.coax.bittorrent.wire.Message;
import tv.coax.bittorrent.wire.MessageDecoder;
import tv.coax.bittorrent.wire.MessageEncoder;
import tv.coax.bittorrent.wire.MessageLimits;
import tv.coax.bittorrent.wire.WireException;

/** A peer of another make on a real socket, that does what a test says. */
final class Stranger implements AutoCloseable {
  final List<Message> heard = new CopyOnWriteArrayList<>();
  private final Socket socket;
  private final OutputStream out;
  private final CompletableFuture<Handshake> theirs = new CompletableFuture<>();
  private boolean listens;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  /** What it does with what it hears. */
  interface Conduct {
    void heard(Stranger self, Message message) throws IOException;
  }

  private Stranger(Socket socket) throws IOException {
    this.socket = socket;
    this.out = socket.getOutputStream();
  }

  /** Only connects. */
  static Stranger mute(Session session) throws IOException {
    return new Stranger(new Socket("127.0.0.1", session.listenAddress().getPort()));
  }

  /** Connects, exchanges handshakes, and then listens. */
  static Stranger greet(Session session, Metainfo torrent, String id, Conduct conduct)
      throws IOException {
    return greet(session, torrent, id, true, conduct);
  }

  static Stranger greet(
      Session session, Metainfo torrent, String id, boolean version2, Conduct conduct)
      throws IOException {
    Stranger stranger = mute(session);
    stranger.sendHandshake(torrent, id, version2);
    stranger.listens = true;
    Thread.ofVirtual().start(() -> stranger.listen(conduct));
    return stranger;
  }

  /** Connects and sends, and never reads. */
  static Stranger deaf(Session session, Metainfo torrent, String id) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.connect(session.listenAddress());
    Stranger stranger = new Stranger(socket);
    stranger.sendHandshake(torrent, id, true);
    return stranger;
  }

  private void sendHandshake(Metainfo torrent, String id, boolean version2) throws IOException {
    byte[] peerId = ("-XX0000-" + id + "............").substring(0, 20).getBytes(US_ASCII);
    ByteBuf bytes = Unpooled.buffer();
    Handshake.ours(torrent.infoHashes().wire().bytes(), peerId, version2).encode(bytes);
    send(bytes);
  }

  void send(ByteBuf bytes) throws IOException {
    synchronized (out) {
      bytes.readBytes(out, bytes.readableBytes());
      out.flush();
    }
  }

  void send(Message... messages) throws IOException {
    ByteBuf bytes = Unpooled.buffer();
    for (Message message : messages) {
      MessageEncoder.encode(message, bytes);
    }
    send(bytes);
  }

  /** Sends the same again and again until the other side closes. */
  void sendUntilClosed(Message message) {
    ByteBuf one = Unpooled.buffer();
    MessageEncoder.encode(message, one);
    ByteBuf many = Unpooled.buffer();
    for (int i = 0; i < 100; i++) {
      many.writeBytes(one.duplicate());
    }
    try {
      for (int i = 0; i < 10_000; i++) {
        send(many.duplicate());
      }
      throw new AssertionError("It is listened to forever.");
    } catch (IOException closed) {
      ended.complete(null);
    }
  }

  /** A block of the file, as it is. */
  void sendBlock(Path file, int pieceLength, int piece, int begin, int length) throws IOException {
    byte[] block = new byte[length];
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
      bytes.seek((long) piece * pieceLength + begin);
      bytes.readFully(block);
    }
    send(new Message.Piece(piece, begin, Unpooled.wrappedBuffer(block)));
  }

  /** The handshake of the other side. */
  Handshake theirs() throws Exception {
    return theirs.get(20, TimeUnit.SECONDS);
  }

  private void listen(Conduct conduct) {
    MessageDecoder decoder = new MessageDecoder(new MessageLimits(1 << 20, 1 << 20));
    try {
      InputStream in = socket.getInputStream();
      byte[] answer = in.readNBytes(Handshake.BYTES);
      if (answer.length < Handshake.BYTES) {
        ended.complete(null);
        return;
      }
      theirs.complete(Handshake.parse(answer));
      byte[] chunk = new byte[64 * 1024];
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
        decoder.decode(Unpooled.copiedBuffer(chunk, 0, count), message -> take(conduct, message));
      }
      ended.complete(null);
    } catch (SocketTimeoutException | SocketException gone) {
      ended.complete(null);
    } catch (IOException | WireException wrong) {
      ended.completeExceptionally(wrong);
    }
  }

  private void take(Conduct conduct, Message message) throws WireException {
    heard.add(message);
    try {
      conduct.heard(this, message);
    } catch (IOException gone) {
      ended.complete(null);
    }
  }

  /** Waits for a message. */
  Message await(Predicate<Message> wanted) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (System.nanoTime() < end) {
      for (Message message : heard) {
        if (wanted.test(message)) {
          return message;
        }
      }
      Thread.sleep(10);
    }
    throw new AssertionError("It did not come among " + heard.size() + " messages.");
  }

  /** Waits until the other side has closed the connection; reads meanwhile if nobody else does. */
  void awaitEnd() throws Exception {
    if (!listens) {
      try {
        socket.setSoTimeout(20_000);
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
      } catch (SocketException reset) {
        // that is an end too
      }
      return;
    }
    ended.get(20, TimeUnit.SECONDS);
  }

  boolean isEnded() {
    return ended.isDone();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
