package tv.coax.bittorrent.session;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.coax.bittorrent.session.Fixture.LOOPBACK;
import static tv.coax.bittorrent.session.Fixture.await;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.metainfo.TorrentVersion;
import tv.coax.bittorrent.peer.CloseReason;
import tv.coax.bittorrent.torrent.TorrentOptions;
import tv.coax.bittorrent.wire.Message;

/** The limit for all torrents of a session together. */
class ConnectionLimitTest {
  private static final int MAX = 10;

  @TempDir Path temp;
  private final Fixture fixture = new Fixture();
  private final List<Metainfo> torrents = new ArrayList<>();

  @BeforeEach
  void torrents() {
    for (int i = 0; i < 2; i++) {
      Path film = Fixture.film(temp.resolve("origin" + i), 1_000_000 + i);
      torrents.add(Fixture.torrent(film, TorrentVersion.V1, 64 * 1024));
    }
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private int connections(List<TorrentHandle> handles) {
    return handles.stream().mapToInt(handle -> await(handle.status()).peers().size()).sum();
  }

  @Test
  void whoComesIsRefusedWhenAllTorrentsTogetherHaveEnoughAndWelcomeWhenOneLeft() throws Exception {
    Session session = fixture.session(LOOPBACK.withMaxPeers(MAX));
    List<TorrentHandle> handles = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      handles.add(
          session.add(torrents.get(i), temp.resolve("origin" + i), TorrentOptions.defaults()));
      await(handles.get(i).whenComplete());
    }
    List<Stranger> strangers = new ArrayList<>();
    for (int i = 0; i < MAX; i++) {
      Stranger stranger =
          Stranger.greet(session, torrents.get(i % 2), "guest" + i, (self, message) -> {});
      stranger.await(Message.HaveAll.class::isInstance);
      strangers.add(stranger);
    }
    try (Stranger late = Stranger.greet(session, torrents.get(1), "late", (self, message) -> {})) {
      late.awaitEnd();
    }

    assertThat(connections(handles)).isEqualTo(MAX);
    assertThat(await(handles.get(1).closes())).containsEntry(CloseReason.TOO_MANY_PEERS, 1);
    strangers.getFirst().close();
    while (connections(handles) == MAX) {
      Thread.sleep(10);
    }
    try (Stranger next = Stranger.greet(session, torrents.get(0), "next", (self, message) -> {})) {
      next.await(Message.HaveAll.class::isInstance);
    }
    for (Stranger stranger : strangers) {
      stranger.close();
    }
  }

  @Test
  void weCallNoMoreThanTheLimitAllowsAndLeaveSomeRoom() throws Exception {
    Session session = fixture.session(LOOPBACK.withMaxPeers(MAX));
    List<TorrentHandle> handles = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      handles.add(session.add(torrents.get(i), temp.resolve("copy"), TorrentOptions.defaults()));
    }
    for (int i = 0; i < 8; i++) {
      Session other = fixture.session(LOOPBACK);
      for (int j = 0; j < 2; j++) {
        other.add(torrents.get(j), temp.resolve("other" + i), TorrentOptions.defaults());
        handles.get(j).addPeer(other.listenAddress());
      }
    }
    CompletableFuture<Void> settled = new CompletableFuture<>();
    settled.completeOnTimeout(null, 3, TimeUnit.SECONDS).join();

    assertThat(connections(handles)).isEqualTo(MAX - 1);
  }
}
