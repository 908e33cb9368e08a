package tv.coax.bittorrent.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tv.coax.bittorrent.session.Fixture.LOOPBACK;
import static tv.coax.bittorrent.session.Fixture.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tv.coax.bittorrent.metadata.Magnet;
import tv.coax.bittorrent.metadata.MetadataMessage;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.metainfo.MetainfoBuilder;
import tv.coax.bittorrent.metainfo.TorrentVersion;
import tv.coax.bittorrent.torrent.TorrentOptions;
import tv.coax.bittorrent.wire.ExtendedHandshake;

class MagnetTransferTest {
  private static final int SMALL_PIECES = 16 * 1024;

  @TempDir Path temp;
  private final Fixture fixture = new Fixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  private Session seeder(Metainfo metainfo) {
    Session seeder = fixture.session(LOOPBACK);
    TorrentHandle seeding = seeder.add(metainfo, temp.resolve("origin"), TorrentOptions.defaults());
    await(seeding.whenComplete());
    return seeder;
  }

  private static Magnet link(Metainfo metainfo) throws Exception {
    return Magnet.parse(Magnet.of(metainfo).toString());
  }

  private void assertArrives(MagnetHandle search, Path film) throws Exception {
    TorrentHandle torrent = await(search.torrent());
    await(torrent.whenComplete());
    assertThat(Files.mismatch(film, temp.resolve("copy/film.bin"))).isEqualTo(-1);
  }

  @ParameterizedTest
  @EnumSource(TorrentVersion.class)
  void linkIsEnough(TorrentVersion version) throws Exception {
    Path film = Fixture.film(temp.resolve("origin"), 12_345_678);
    Metainfo metainfo = Fixture.torrent(film, version, SMALL_PIECES);
    Session seeder = seeder(metainfo);

    MagnetHandle search =
        fixture
            .session(LOOPBACK)
            .addMagnet(link(metainfo), temp.resolve("copy"), TorrentOptions.defaults());
    search.addPeer(seeder.listenAddress());

    assertArrives(search, film);
  }

  @Test
  void version1LinkToAHybridIsEnough() throws Exception {
    Path film = Fixture.film(temp.resolve("origin"), 1_234_567);
    Metainfo metainfo = Fixture.torrent(film, TorrentVersion.HYBRID, SMALL_PIECES);
    Session seeder = seeder(metainfo);
    String peer = "127.0.0.1:" + seeder.listenAddress().getPort();
    Magnet link =
        Magnet.parse(
            "magnet:?xt=urn:btih:"
                + metainfo.infoHashes().v1().orElseThrow().hex()
                + "&x.pe="
                + peer);

    MagnetHandle search =
        fixture.session(LOOPBACK).addMagnet(link, temp.resolve("copy"), TorrentOptions.defaults());

    assertArrives(search, film);
  }

  @Test
  void privateTorrentIsNotGivenAway() throws Exception {
    Path film = Fixture.film(temp.resolve("origin"), 100_000);
    Metainfo metainfo = new MetainfoBuilder().isPrivate(true).build(film, (done, total) -> {});
    Session seeder = seeder(metainfo);

    MagnetHandle search =
        fixture
            .session(LOOPBACK)
            .addMagnet(link(metainfo), temp.resolve("copy"), TorrentOptions.defaults());
    search.addPeer(seeder.listenAddress());

    assertThatThrownBy(() -> search.torrent().toCompletableFuture().get(2, TimeUnit.SECONDS))
        .isInstanceOf(TimeoutException.class);
    search.close();
    assertThatThrownBy(() -> search.torrent().toCompletableFuture().get(5, TimeUnit.SECONDS))
        .hasMessageContaining("was closed");
  }

  @Test
  void liarAmongHonestPeersIsFoundAndLeftOut() throws Exception {
    Path folder = Files.createDirectories(temp.resolve("origin/many"));
    for (int i = 0; i < 1000; i++) {
      Files.writeString(
          folder.resolve("a long name of a file, so that much must be said " + i), "x");
    }
    Metainfo metainfo = Fixture.torrent(folder, TorrentVersion.V1, SMALL_PIECES);
    Session seeder = seeder(metainfo);

    try (Liar liar = new Liar(metainfo)) {
      MagnetHandle search =
          fixture
              .session(LOOPBACK)
              .addMagnet(link(metainfo), temp.resolve("copy"), TorrentOptions.defaults());
      search.addPeer(liar.address());
      liar.lied.await();
      search.addPeer(seeder.listenAddress());

      TorrentHandle torrent = await(search.torrent());
      await(torrent.whenComplete());
      assertThat(torrent.infoHashes()).isEqualTo(metainfo.infoHashes());
    }
  }

  /** Says that it has the metadata, and sends zeros of the right length. */
  private static final class Liar implements AutoCloseable {
    private final ServerSocket server;
    private final Metainfo metainfo;
    private final CountDownLatch lied = new CountDownLatch(1);

    private Liar(Metainfo metainfo) throws IOException {
      this.metainfo = metainfo;
      this.server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
      Thread.ofVirtual().start(this::run);
    }

    InetSocketAddress address() {
      return new InetSocketAddress("127.0.0.1", server.getLocalPort());
    }

    private void run() {
      while (!server.isClosed()) {
        try (Socket socket = server.accept()) {
          lie(socket.getInputStream(), socket.getOutputStream());
        } catch (Exception gone) {
          // the next one
        }
      }
    }

    private void lie(InputStream in, OutputStream out) throws Exception {
      byte[] handshake = in.readNBytes(68);
      handshake[67] ^= 1;
      out.write(handshake);
      int length = metainfo.infoBytes().length;
      send(
          out,
          0,
          new ExtendedHandshake(Map.of(MetadataMessage.NAME, 9), 0, "", 0, false, length).encode());
      while (true) {
        byte[] body = in.readNBytes(ByteBuffer.wrap(in.readNBytes(4)).getInt());
        if (body.length > 2 && body[0] == 20 && body[1] == 9) {
          byte[] payload = Arrays.copyOfRange(body, 2, body.length);
          int piece = MetadataMessage.parse(payload).orElseThrow().piece();
          byte[] zeros = new byte[Math.min(MetadataMessage.PIECE, length - piece * 16384)];
          send(out, 1, new MetadataMessage.Data(piece, length, zeros).encode());
          lied.countDown();
          Thread.sleep(20);
        }
      }
    }

    private static void send(OutputStream out, int id, byte[] payload) throws IOException {
      out.write(ByteBuffer.allocate(4).putInt(payload.length + 2).array());
      out.write(20);
      out.write(id);
      out.write(payload);
      out.flush();
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
