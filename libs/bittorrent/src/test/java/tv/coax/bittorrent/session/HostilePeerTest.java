package tv.coax.bittorrent.session;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.coax.bittorrent.session.Fixture.LOOPBACK;
import static tv.coax.bittorrent.session.Fixture.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.metainfo.TorrentVersion;
import tv.coax.bittorrent.torrent.TorrentOptions;
import tv.coax.bittorrent.torrent.TorrentStatus;
import tv.coax.bittorrent.wire.Handshake;
import tv.coax.bittorrent.wire.Message;
import tv.coax.bittorrent.wire.MessageEncoder;

/** Strangers who send what they should not: the connection ends, the session goes on. */
class HostilePeerTest {
  @TempDir Path temp;
  private final Fixture fixture = new Fixture();
  private Metainfo metainfo;
  private Session session;
  private TorrentHandle handle;

  @BeforeEach
  void share() {
    Path film = Fixture.film(temp.resolve("origin"), 3_000_000);
    metainfo = Fixture.torrent(film, TorrentVersion.HYBRID, 64 * 1024);
    session = fixture.session(LOOPBACK);
    handle = session.add(metainfo, film.getParent(), TorrentOptions.defaults());
    await(handle.whenComplete());
  }

  @AfterEach
  void sessionStillServesHonestPeers() {
    TorrentHandle copy =
        fixture.session(LOOPBACK).add(metainfo, temp.resolve("copy"), TorrentOptions.defaults());
    copy.addPeer(session.listenAddress());
    await(copy.whenComplete());
    TorrentStatus status = await(copy.status());
    assertThat(status.hashFailures()).isZero();
    fixture.close();
  }

  private void assertClosedAfter(Consumer<ByteBuf> sent) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", session.listenAddress().getPort())) {
      socket.setSoTimeout(15_000);
      ByteBuf bytes = Unpooled.buffer();
      sent.accept(bytes);
      OutputStream out = socket.getOutputStream();
      try {
        bytes.readBytes(out, bytes.readableBytes());
        out.flush();
        InputStream in = socket.getInputStream();
        in.readAllBytes();
      } catch (SocketTimeoutException open) {
        throw new AssertionError("The connection was not closed.", open);
      } catch (IOException reset) {
        assertThat(reset).hasMessageMatching("(?i).*(reset|broken pipe).*");
      }
    }
  }

  private ByteBuf greet(ByteBuf out) {
    byte[] id = "-XX0000-hostilepeer0".getBytes(StandardCharsets.US_ASCII);
    Handshake.ours(metainfo.infoHashes().wire().bytes(), id, true).encode(out);
    return out;
  }

  private void assertClosedAfterMessages(Message... messages) throws IOException {
    assertClosedAfter(out -> {
      greet(out);
      for (Message message : messages) {
        MessageEncoder.encode(message, out);
      }
    });
  }

  @Test
  void noHandshakeAtAll() throws IOException {
    assertClosedAfter(out ->
        out.writeCharSequence("GET / HTTP/1.1\r\n\r\n".repeat(8), StandardCharsets.US_ASCII));
  }

  @Test
  void anotherTorrent() throws IOException {
    assertClosedAfter(out -> Handshake.ours(new byte[20], new byte[20], false).encode(out));
  }

  @Test
  void aMessageOfTwoGigabytes() throws IOException {
    assertClosedAfter(out -> greet(out).writeInt(Integer.MAX_VALUE).writeByte(5));
  }

  @Test
  void requestsOutsideTheFile() throws IOException {
    int last = metainfo.layout().pieceCount();
    assertClosedAfterMessages(new Message.Request(last, 0, 16384));
    assertClosedAfterMessages(new Message.Request(0, Integer.MAX_VALUE, 16384));
    assertClosedAfterMessages(new Message.Request(-1, 0, 16384));
    assertClosedAfterMessages(new Message.Request(0, 0, 0));
  }

  @Test
  void piecesThatDoNotExistOrComeTwice() throws IOException {
    int bytes = Math.ceilDiv(metainfo.layout().pieceCount(), 8);
    assertClosedAfterMessages(new Message.HaveBits(new byte[bytes + 1]));
    assertClosedAfterMessages(new Message.HaveNone(), new Message.HaveAll());
    assertClosedAfterMessages(new Message.Have(metainfo.layout().pieceCount()));
  }

  @Test
  void blocksThatNobodyAskedFor() throws IOException {
    Message block = new Message.Piece(0, 0, Unpooled.wrappedBuffer(new byte[16384]));
    Message[] many = new Message[40];
    Arrays.fill(many, block);
    assertClosedAfterMessages(many);
  }

  @Test
  void requestsWithoutEnd() throws IOException {
    Message[] many = new Message[5000];
    Arrays.fill(many, new Message.Request(0, 0, 16384));
    assertClosedAfterMessages(many);
  }
}
