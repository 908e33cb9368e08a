package tv.coax.bittorrent.session;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static tv.coax.bittorrent.session.Fixture.LOOPBACK;
import static tv.coax.bittorrent.session.Fixture.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.coax.bittorrent.metadata.MetadataMessage;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.metainfo.TorrentVersion;
import tv.coax.bittorrent.peer.CloseReason;
import tv.coax.bittorrent.torrent.TorrentOptions;
import tv.coax.bittorrent.torrent.TorrentStatus;
import tv.coax.bittorrent.wire.ExtendedHandshake;
import tv.coax.bittorrent.wire.Handshake;
import tv.coax.bittorrent.wire.HashRange;
import tv.coax.bittorrent.wire.Message;

/**
 * Strangers who send a seed what they should not: the connection ends with a counted reason, the
 * session goes on.
 */
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

  private Stranger greet() throws IOException {
    return Stranger.greet(session, metainfo, "hostile", (self, message) -> {});
  }

  private void assertCounted(Map<CloseReason, Integer> closes, CloseReason reason, int times) {
    assertThat(closes).containsExactly(Map.entry(reason, times));
  }

  private void assertClosedAfter(CloseReason reason, Message... messages) throws Exception {
    int before = await(handle.closes()).getOrDefault(reason, 0);
    try (Stranger stranger = greet()) {
      stranger.send(messages);
      stranger.awaitEnd();
    }
    assertCounted(await(handle.closes()), reason, before + 1);
  }

  private void assertClosedByFlood(CloseReason reason, Message... messages) throws Exception {
    try (Stranger stranger = greet()) {
      for (int i = 0; i + 1 < messages.length; i++) {
        stranger.send(messages[i]);
      }
      stranger.sendUntilClosed(messages[messages.length - 1]);
    }
    assertCounted(await(handle.closes()), reason, 1);
  }

  private void assertNotWelcome(CloseReason reason, ByteBuf bytes) throws Exception {
    try (Stranger stranger = Stranger.mute(session)) {
      stranger.send(bytes);
      stranger.awaitEnd();
    }
    assertCounted(await(session.closes()), reason, 1);
  }

  @Test
  void noHandshakeAtAll() throws Exception {
    assertNotWelcome(
        CloseReason.PROTOCOL_ERROR,
        Unpooled.copiedBuffer("GET / HTTP/1.1\r\n\r\n".repeat(8), US_ASCII));
  }

  @Test
  void anotherTorrent() throws Exception {
    ByteBuf bytes = Unpooled.buffer();
    Handshake.ours(new byte[20], new byte[20], false).encode(bytes);
    assertNotWelcome(CloseReason.UNKNOWN_TORRENT, bytes);
  }

  @Test
  void handshakesThatNeverEnd() throws Exception {
    Stranger[] many = new Stranger[260];
    for (int i = 0; i < many.length; i++) {
      many[i] = Stranger.mute(session);
      many[i].send(Unpooled.wrappedBuffer(new byte[] {19}));
    }
    while (await(session.closes()).getOrDefault(CloseReason.TOO_MANY_PEERS, 0) < 60) {
      Thread.sleep(10);
    }
    assertCounted(await(session.closes()), CloseReason.TOO_MANY_PEERS, 60);
    while (await(session.closes()).getOrDefault(CloseReason.HANDSHAKE_TIMEOUT, 0) < 200) {
      Thread.sleep(50);
    }
    for (Stranger stranger : many) {
      stranger.close();
    }
  }

  @Test
  void aMessageOfTwoGigabytes() throws Exception {
    try (Stranger stranger = greet()) {
      stranger.send(Unpooled.buffer().writeInt(Integer.MAX_VALUE).writeByte(5));
      stranger.awaitEnd();
    }
    assertCounted(await(handle.closes()), CloseReason.PROTOCOL_ERROR, 1);
  }

  @Test
  void requestsOutsideTheFileOrTooLong() throws Exception {
    int last = metainfo.layout().pieceCount();
    for (Message.Request request :
        new Message.Request[] {
          new Message.Request(last, 0, 16384),
          new Message.Request(0, Integer.MAX_VALUE, 16384),
          new Message.Request(-1, 0, 16384),
          new Message.Request(0, 0, 0),
          new Message.Request(0, 0, -1),
          new Message.Request(0, 64 * 1024 - 1, 2),
          new Message.Request(0, 0, 1 << 20)
        }) {
      assertClosedAfter(CloseReason.PROTOCOL_ERROR, request);
    }
  }

  @Test
  void bitfieldsThatDoNotFit() throws Exception {
    int bytes = Math.ceilDiv(metainfo.layout().pieceCount(), 8);
    byte[] spare = new byte[bytes];
    spare[bytes - 1] = 1;
    assertClosedAfter(CloseReason.PROTOCOL_ERROR, new Message.HaveBits(new byte[bytes + 1]));
    assertClosedAfter(CloseReason.PROTOCOL_ERROR, new Message.HaveBits(new byte[bytes - 1]));
    assertClosedAfter(CloseReason.PROTOCOL_ERROR, new Message.HaveBits(new byte[0]));
    assertClosedAfter(CloseReason.PROTOCOL_ERROR, new Message.HaveBits(spare));
  }

  @Test
  void piecesThatDoNotExistOrComeTwice() throws Exception {
    int pieces = metainfo.layout().pieceCount();
    assertClosedAfter(CloseReason.PROTOCOL_ERROR, new Message.HaveNone(), new Message.HaveAll());
    assertClosedAfter(CloseReason.PROTOCOL_ERROR, new Message.Have(pieces));
    assertClosedAfter(CloseReason.PROTOCOL_ERROR, new Message.Have(-1));
    assertClosedAfter(
        CloseReason.PROTOCOL_ERROR, new Message.Extended(2, new byte[] {0, 0, 127, 0}));
    assertClosedAfter(CloseReason.PROTOCOL_ERROR, new Message.Extended(2, new byte[] {0}));
  }

  @Test
  void blocksThatNobodyAskedFor() throws Exception {
    byte[] zeros = new byte[16384];
    assertClosedByFlood(
        CloseReason.UNSOLICITED_BLOCKS, new Message.Piece(0, 0, Unpooled.wrappedBuffer(zeros)));
  }

  @Test
  void blocksThatAreLongerThanAnyThatIsAskedFor() throws Exception {
    byte[] zeros = new byte[16385];
    assertClosedAfter(
        CloseReason.PROTOCOL_ERROR, new Message.Piece(0, 0, Unpooled.wrappedBuffer(zeros)));
  }

  @Test
  void requestsWithoutEnd() throws Exception {
    assertClosedByFlood(CloseReason.REQUEST_FLOOD, new Message.Request(0, 0, 16384));
  }

  @Test
  void messagesOfNoUseWithoutEnd() throws Exception {
    assertClosedByFlood(CloseReason.MESSAGE_FLOOD, new Message.Interested());
  }

  @Test
  void extendedMessagesWithoutEnd() throws Exception {
    byte[] hello = new ExtendedHandshake(Map.of("x", 9), 6881, "X", 1, false, 0).encode();
    assertClosedByFlood(CloseReason.MESSAGE_FLOOD, new Message.Extended(0, hello));
  }

  @Test
  void metadataRequestsWithoutEnd() throws Exception {
    byte[] hello =
        new ExtendedHandshake(Map.of(MetadataMessage.NAME, 9), 0, "X", 1, false, 0).encode();
    byte[] request = new MetadataMessage.Request(0).encode();
    assertClosedByFlood(
        CloseReason.REQUEST_FLOOD,
        new Message.Extended(0, hello),
        new Message.Extended(1, request));
  }

  @Test
  void hashRequestsWithoutEnd() throws Exception {
    assertClosedByFlood(
        CloseReason.REQUEST_FLOOD,
        new Message.HashRequest(new HashRange(new byte[32], 0, 0, 4, 0)));
  }

  @Test
  void hashesThatNobodyAskedFor() throws Exception {
    HashRange range = new HashRange(metainfo.files().getFirst().root(), 0, 0, 4, 0);
    assertClosedByFlood(CloseReason.MESSAGE_FLOOD, new Message.Hashes(range, new byte[128]));
  }

  @Test
  void whoAsksForHashesAndNeverReadsIsClosed() throws Exception {
    int level = metainfo.files().getFirst().pieceLevel();
    HashRange range = new HashRange(metainfo.files().getFirst().root(), level, 0, 32, 0);
    try (Stranger deaf = Stranger.deaf(session, metainfo, "deaf")) {
      deaf.sendUntilClosed(new Message.HashRequest(range));
    }
    assertThat(await(handle.closes())).containsOnlyKeys(CloseReason.NOT_READING);
  }

  @Test
  void aStrangerWhoNeverReadsItsBlocksKeepsNobodyElseOut() throws Exception {
    try (Stranger deaf = Stranger.deaf(session, metainfo, "deaf")) {
      deaf.send(new Message.HaveNone(), new Message.Interested());
      for (int i = 0; i < 500; i++) {
        deaf.send(new Message.Request(i % metainfo.layout().pieceCount(), 0, 16384));
      }
      sessionServesAnotherCopy();
    }
  }

  private void sessionServesAnotherCopy() {
    TorrentHandle copy =
        fixture.session(LOOPBACK).add(metainfo, temp.resolve("more"), TorrentOptions.defaults());
    copy.addPeer(session.listenAddress());
    await(copy.whenComplete());
  }
}
