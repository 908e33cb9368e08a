package tv.coax.bittorrent.session;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.coax.bittorrent.session.Fixture.LOOPBACK;
import static tv.coax.bittorrent.session.Fixture.await;

import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tv.coax.bittorrent.layout.Block;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.metainfo.TorrentVersion;
import tv.coax.bittorrent.peer.CloseReason;
import tv.coax.bittorrent.torrent.TorrentOptions;
import tv.coax.bittorrent.torrent.TorrentStatus;
import tv.coax.bittorrent.wire.Message;

/** A peer that sends wrong bytes among honest ones: it alone is closed and banned. */
class LiarTest {
  private static final int FILM = 6_000_000;
  private static final int PIECE = 256 * 1024;
  private static final int FIRST_BLOCKS = 4 * PIECE / Block.SIZE;
  private static final String LIAR = "liar";

  @TempDir Path temp;
  private final Fixture fixture = new Fixture();
  private final List<Session> honest = new ArrayList<>();
  private final AtomicInteger lies = new AtomicInteger();
  private Path film = Path.of("");
  private byte[] bytes = {};

  @AfterEach
  void close() {
    fixture.close();
  }

  private Metainfo torrent(TorrentVersion version, int seeds) throws IOException {
    film = Fixture.film(temp.resolve("origin"), FILM);
    bytes = Files.readAllBytes(film);
    Metainfo torrent = Fixture.torrent(film, version, PIECE);
    for (int i = 0; i < seeds; i++) {
      Session seed = fixture.session(LOOPBACK.withUploadLimit(3_000_000));
      await(seed.add(torrent, film.getParent(), TorrentOptions.defaults()).whenComplete());
      honest.add(seed);
    }
    return torrent;
  }

  /**
   * Sends no more than the first blocks that it is asked for, so that others are asked for the
   * rest, each block once.
   */
  private static Stranger.Conduct atFirst(Stranger.Conduct conduct) {
    AtomicInteger requests = new AtomicInteger();
    return (self, message) -> {
      if (!(message instanceof Message.Request) || requests.incrementAndGet() <= FIRST_BLOCKS) {
        conduct.heard(self, message);
      }
    };
  }

  /** Lies in every block whose number is a multiple of {@code every}; 0 for none. */
  private Stranger.Conduct lying(int every, boolean aboutHashesToo) {
    return (self, message) -> {
      switch (message) {
        case Message.HaveNone() -> self.send(new Message.HaveAll(), new Message.Unchoke());
        case Message.Request(int piece, int begin, int length) -> {
          int from = piece * PIECE + begin;
          byte[] block = Arrays.copyOfRange(bytes, from, from + length);
          if (every > 0 && begin / Block.SIZE % every == 0) {
            block[length / 2] ^= 1;
            lies.incrementAndGet();
          }
          self.send(new Message.Piece(piece, begin, Unpooled.wrappedBuffer(block)));
        }
        case Message.HashRequest(var range) -> {
          if (aboutHashesToo) {
            self.send(new Message.Hashes(range, new byte[range.length() * 32]));
          } else {
            self.send(new Message.HashReject(range));
          }
        }
        default -> {
          // nothing to answer
        }
      }
    };
  }

  private TorrentHandle download(Session session, Metainfo torrent) {
    TorrentHandle copy = session.add(torrent, temp.resolve("copy"), TorrentOptions.defaults());
    honest.forEach(seed -> copy.addPeer(seed.listenAddress()));
    return copy;
  }

  private void assertOnlyTheLiarIsBanned(TorrentHandle copy) throws Exception {
    await(copy.whenComplete());
    Map<CloseReason, Integer> closes = await(copy.closes());
    assertThat(Files.mismatch(film, temp.resolve("copy/film.bin"))).isEqualTo(-1);
    assertThat(lies.get()).isPositive();
    assertThat(closes).containsEntry(CloseReason.CORRUPT_BLOCK, 1);
    assertThat(closes).doesNotContainKeys(CloseReason.PROTOCOL_ERROR, CloseReason.BANNED);
  }

  @ParameterizedTest
  @EnumSource(
      value = TorrentVersion.class,
      names = {"V2", "HYBRID"})
  void aLieCostsOneBlockWhereBlocksHaveHashes(TorrentVersion version) throws Exception {
    Metainfo torrent = torrent(version, 1);
    Session session = fixture.session(LOOPBACK);
    TorrentHandle copy = download(session, torrent);
    while (await(copy.status()).peers().size() < honest.size()) {
      Thread.sleep(5);
    }
    try (Stranger liar = Stranger.greet(session, torrent, LIAR, false, atFirst(lying(5, false)))) {
      liar.awaitEnd();
      try (Stranger again = Stranger.greet(session, torrent, LIAR, atFirst(lying(5, false)))) {
        again.awaitEnd();
        assertThat(again.heard).isEmpty();
      }
      await(copy.whenComplete());
    }

    assertThat(Files.mismatch(film, temp.resolve("copy/film.bin"))).isEqualTo(-1);
    assertThat(await(copy.closes()))
        .containsEntry(CloseReason.CORRUPT_BLOCK, 1)
        .containsEntry(CloseReason.BANNED, 1)
        .doesNotContainKey(CloseReason.PROTOCOL_ERROR);
    assertNoMoreWastedThanTheLies(await(copy.status()));
  }

  private void assertNoMoreWastedThanTheLies(TorrentStatus status) {
    long wrong = (long) lies.get() * Block.SIZE;
    assertThat(status.wastedBytes()).isPositive().isLessThanOrEqualTo(wrong);
    assertThat(status.downloadedBytes()).isLessThanOrEqualTo(FILM + wrong);
  }

  @ParameterizedTest
  @EnumSource(
      value = TorrentVersion.class,
      names = {"V2", "HYBRID"})
  void whoLiesAboutHashesIsClosedAndAnotherIsAsked(TorrentVersion version) throws Exception {
    Metainfo torrent = torrent(version, 1);
    Session session = fixture.session(LOOPBACK);
    TorrentHandle copy = session.add(torrent, temp.resolve("copy"), TorrentOptions.defaults());
    try (Stranger first = Stranger.greet(session, torrent, "b", atFirst(lying(0, true)));
        Stranger liar = Stranger.greet(session, torrent, LIAR, false, lying(5, false))) {
      liar.await(Message.Request.class::isInstance);
      first.await(Message.Request.class::isInstance);
      honest.forEach(seed -> copy.addPeer(seed.listenAddress()));
      await(copy.whenComplete());
    }

    assertThat(Files.mismatch(film, temp.resolve("copy/film.bin"))).isEqualTo(-1);
    assertThat(await(copy.closes()))
        .containsEntry(CloseReason.CORRUPT_BLOCK, 1)
        .containsEntry(CloseReason.PROTOCOL_ERROR, 1);
  }

  @Test
  void inVersion1TheLiarIsFoundByAskingAgain() throws Exception {
    Metainfo torrent = torrent(TorrentVersion.V1, 3);
    Session session = fixture.session(LOOPBACK);
    TorrentHandle copy = download(session, torrent);
    try (Stranger liar = Stranger.greet(session, torrent, LIAR, lying(7, false))) {
      assertOnlyTheLiarIsBanned(copy);
      assertThat(liar.isEnded()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(TorrentVersion.class)
  void aLiarWhoIsAloneIsBannedAfterItsFirstPiece(TorrentVersion version) throws Exception {
    Metainfo torrent = torrent(version, 1);
    Session session = fixture.session(LOOPBACK);
    TorrentHandle copy = session.add(torrent, temp.resolve("copy"), TorrentOptions.defaults());
    try (Stranger liar = Stranger.greet(session, torrent, LIAR, lying(4, false))) {
      liar.awaitEnd();
    }
    honest.forEach(seed -> copy.addPeer(seed.listenAddress()));

    assertOnlyTheLiarIsBanned(copy);
    if (version.hasV2()) {
      assertNoMoreWastedThanTheLies(await(copy.status()));
    }
  }
}
