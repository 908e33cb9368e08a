package tv.coax.bittorrent.session;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static tv.coax.bittorrent.session.Fixture.LOOPBACK;
import static tv.coax.bittorrent.session.Fixture.await;

import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.coax.bittorrent.layout.Block;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.metainfo.TorrentVersion;
import tv.coax.bittorrent.torrent.TorrentOptions;
import tv.coax.bittorrent.wire.ExtendedHandshake;
import tv.coax.bittorrent.wire.Message;

/** What a peer of another make sees of the smaller standards. */
class ProtocolTest {
  private static final int PIECE = 64 * 1024;
  private static final Stranger.Conduct LISTENS = (self, message) -> {};

  @TempDir Path temp;
  private final Fixture fixture = new Fixture();
  private Path film = Path.of("");
  private Metainfo torrent;

  @BeforeEach
  void film() {
    film = Fixture.film(temp.resolve("origin"), 4_000_000);
    torrent = Fixture.torrent(film, TorrentVersion.V1, PIECE);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private TorrentHandle seed(Session session) {
    TorrentHandle handle = session.add(torrent, film.getParent(), TorrentOptions.defaults());
    await(handle.whenComplete());
    return handle;
  }

  private static ExtendedHandshake introduction(Stranger stranger) throws Exception {
    Message message =
        stranger.await(heard -> heard instanceof Message.Extended extended && extended.id() == 0);
    return ExtendedHandshake.parse(((Message.Extended) message).payload());
  }

  private static Message.Extended hello(Map<String, Integer> extensions, String yourAddress) {
    ExtendedHandshake hello = new ExtendedHandshake(extensions, 0, "X", 10, false, 0);
    return new Message.Extended(
        0, hello.withYourAddress(InetAddress.ofLiteral(yourAddress)).encode());
  }

  /** BEP 20. */
  @Test
  void peerIdsNameProgramAndVersionAndAreNeverTwiceTheSame() throws Exception {
    Session session = fixture.session(LOOPBACK);
    seed(session);
    Session other = fixture.session(LOOPBACK);
    seed(other);
    try (Stranger first = Stranger.greet(session, torrent, "a", LISTENS);
        Stranger second = Stranger.greet(other, torrent, "a", LISTENS)) {
      first.await(Message.HaveAll.class::isInstance);
      second.await(Message.HaveAll.class::isInstance);

      String one = new String(first.theirs().peerId(), US_ASCII);
      String two = new String(second.theirs().peerId(), US_ASCII);
      assertThat(one).matches("-CX0100-[0-9A-Za-z]{12}");
      assertThat(two).matches("-CX0100-[0-9A-Za-z]{12}").isNotEqualTo(one);
    }
  }

  /** BEP 24. */
  @Test
  void eachSideTellsTheOtherHowItSeesIt() throws Exception {
    Session session = fixture.session(LOOPBACK);
    TorrentHandle handle = seed(session);
    assertThat(await(session.externalAddress())).isEmpty();
    try (Stranger stranger = Stranger.greet(session, torrent, "a", LISTENS)) {
      assertThat(introduction(stranger).yourAddress()).contains(InetAddress.ofLiteral("127.0.0.1"));

      stranger.send(hello(Map.of(), "203.0.113.9"));

      while (await(session.externalAddress()).isEmpty()) {
        Thread.sleep(5);
      }
      assertThat(await(session.externalAddress()))
          .isEqualTo(Optional.of(InetAddress.ofLiteral("203.0.113.9")));
      assertThat(await(handle.status()).peers()).hasSize(1);
    }
  }

  /** BEP 6. */
  @Test
  void newcomerThatFindsNoFreeSlotIsAllowedSomePiecesAtOnceAndServedThemOnce() throws Exception {
    Session session = fixture.session(LOOPBACK.withUploadSlots(1));
    seed(session);
    try (Stranger first = Stranger.greet(session, torrent, "first", LISTENS)) {
      first.send(new Message.HaveNone(), new Message.Interested());
      first.await(Message.Unchoke.class::isInstance);
      try (Stranger second = Stranger.greet(session, torrent, "second", LISTENS)) {
        second.send(new Message.HaveNone(), new Message.Interested());
        Message.AllowedFast allowed =
            (Message.AllowedFast) second.await(Message.AllowedFast.class::isInstance);

        second.send(new Message.Request(allowed.piece(), 0, Block.SIZE));

        Message.Piece block = (Message.Piece) second.await(Message.Piece.class::isInstance);
        assertThat(block.piece()).isEqualTo(allowed.piece());
        assertThat(second.heard).noneMatch(Message.Unchoke.class::isInstance);
        assertThat(second.heard.stream().filter(Message.AllowedFast.class::isInstance)).hasSize(10);
        int other = allowed.piece() == 0 ? 1 : 0;
        while (second.heard.contains(new Message.AllowedFast(other))) {
          other++;
        }
        second.send(new Message.Request(other, 0, Block.SIZE));
        second.await(new Message.Reject(other, 0, Block.SIZE)::equals);
      }
      assertThat(first.heard).noneMatch(Message.AllowedFast.class::isInstance);
    }
  }

  /** BEP 54. */
  @Test
  void whatIsLostOnTheDiskIsTakenBack() throws Exception {
    Session session = fixture.session(LOOPBACK);
    TorrentHandle handle = seed(session);
    try (Stranger stranger = Stranger.greet(session, torrent, "a", LISTENS)) {
      assertThat(introduction(stranger).extensions()).containsKey("lt_donthave");
      stranger.send(
          hello(Map.of("lt_donthave", 77), "127.0.0.1"),
          new Message.HaveNone(),
          new Message.Interested());
      stranger.await(Message.Unchoke.class::isInstance);
      try (RandomAccessFile file = new RandomAccessFile(film.toFile(), "rw")) {
        file.seek(5 * PIECE + 100);
        file.write(file.read() ^ 1);
      }

      await(handle.recheck(5 * PIECE, PIECE));

      byte[] five = ByteBuffer.allocate(4).putInt(5).array();
      Message lost =
          stranger.await(heard -> heard instanceof Message.Extended said && said.id() == 77);
      assertThat(((Message.Extended) lost).payload()).isEqualTo(five);
      stranger.send(new Message.Request(5, 0, Block.SIZE));
      stranger.await(new Message.Reject(5, 0, Block.SIZE)::equals);
    }
  }

  /** BEP 54, the other way: what it lost is not asked of it, and asked again when it is back. */
  @Test
  void whatAnotherLostIsNotAskedOfIt() throws Exception {
    Session session = fixture.session(LOOPBACK);
    TorrentHandle handle = session.add(torrent, temp.resolve("copy"), TorrentOptions.defaults());
    Stranger.Conduct seeds =
        (self, message) -> {
          if (message instanceof Message.HaveNone) {
            self.send(
                new Message.HaveAll(),
                new Message.Extended(2, new byte[] {0, 0, 0, 5}),
                new Message.Unchoke());
          } else if (message instanceof Message.Request(int piece, int begin, int length)) {
            self.sendBlock(film, PIECE, piece, begin, length);
          }
        };
    try (Stranger stranger = Stranger.greet(session, torrent, "a", seeds)) {
      while (await(handle.status()).verifiedBytes() < 4_000_000 - PIECE) {
        Thread.sleep(5);
      }
      assertThat(stranger.heard)
          .noneMatch(heard -> heard instanceof Message.Request request && request.piece() == 5);
      stranger.send(new Message.Have(5));

      await(handle.whenComplete());
    }
  }
}
