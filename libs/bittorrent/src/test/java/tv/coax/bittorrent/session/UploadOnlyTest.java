package tv.coax.bittorrent.session;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.coax.bittorrent.session.Fixture.LOOPBACK;
import static tv.coax.bittorrent.session.Fixture.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.metainfo.TorrentVersion;
import tv.coax.bittorrent.torrent.TorrentOptions;
import tv.coax.bittorrent.wire.ExtendedHandshake;
import tv.coax.bittorrent.wire.Handshake;
import tv.coax.bittorrent.wire.Message;
import tv.coax.bittorrent.wire.MessageEncoder;

class UploadOnlyTest {
  @TempDir Path temp;

  private static byte[] introduced(Metainfo torrent, boolean uploadOnly) {
    byte[] peerId = "-XX0100-123456789012".getBytes(StandardCharsets.US_ASCII);
    ByteBuf bytes = Unpooled.buffer();
    Handshake.ours(torrent.infoHashes().wire().bytes(), peerId, false).encode(bytes);
    MessageEncoder.encode(new Message.HaveNone(), bytes);
    ExtendedHandshake theirs = new ExtendedHandshake(Map.of(), 0, "", 0, uploadOnly, 0);
    MessageEncoder.encode(new Message.Extended(0, theirs.encode()), bytes);
    return bytes.array().length == bytes.writerIndex()
        ? bytes.array()
        : Arrays.copyOf(bytes.array(), bytes.writerIndex());
  }

  /** Whether the seeder ends the connection within a second. */
  private static boolean isClosed(Session seeder, byte[] hello) throws Exception {
    try (Socket socket = new Socket("127.0.0.1", seeder.listenAddress().getPort())) {
      socket.setSoTimeout(1_000);
      socket.getOutputStream().write(hello);
      while (socket.getInputStream().read() >= 0) {
        // what it says first
      }
      return true;
    } catch (SocketTimeoutException stillThere) {
      return false;
    }
  }

  @Test
  void seedEndsTheConnectionToWhoWantsNothing() throws Exception {
    Path film = Fixture.film(temp.resolve("origin"), 300_000);
    Metainfo torrent = Fixture.torrent(film, TorrentVersion.V1, 16 * 1024);
    try (Fixture fixture = new Fixture()) {
      Session seeder = fixture.session(LOOPBACK);
      await(seeder.add(torrent, temp.resolve("origin"), TorrentOptions.defaults()).whenComplete());

      assertThat(isClosed(seeder, introduced(torrent, true))).isTrue();
      assertThat(isClosed(seeder, introduced(torrent, false))).isFalse();
    }
  }
}
