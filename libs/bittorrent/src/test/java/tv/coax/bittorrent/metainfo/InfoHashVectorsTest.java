package tv.coax.bittorrent.metainfo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InfoHashVectorsTest {
  record Vector(String path, TorrentVersion version, int pieceLength, String v1, String v2) {
    static Vector of(String line) {
      String[] words = line.split(" ");
      return new Vector(
          words[0],
          TorrentVersion.valueOf(words[1].toUpperCase(Locale.ROOT)),
          Integer.parseInt(words[2]),
          words[3],
          words[4]);
    }

    Path write(Path directory) throws IOException {
      Path path = directory.resolve(this.path);
      return this.path.equals("tree") ? Content.tree(path) : Files.write(path, bytes());
    }

    byte[] bytes() {
      return Content.bytes(42, Integer.parseInt(path.substring("one-".length())));
    }
  }

  static Stream<Vector> vectors() throws IOException {
    try (InputStream in =
        InfoHashVectorsTest.class.getResourceAsStream("/metainfo/info-hashes.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("#")).map(Vector::of);
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void hashesAreThoseOfLibtorrent(Vector vector, @TempDir Path directory) throws Exception {
    Metainfo torrent =
        new MetainfoBuilder()
            .version(vector.version())
            .pieceLength(vector.pieceLength())
            .build(vector.write(directory), ProgressListener.NONE);

    assertThat(hex(torrent, TorrentVersion.V1)).isEqualTo(vector.v1());
    assertThat(hex(torrent, TorrentVersion.V2)).isEqualTo(vector.v2());
    assertThat(Metainfo.parse(torrent.toBytes())).isEqualTo(torrent);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void oneFileHashedAsItStreamsByHasTheSameHash(Vector vector) throws Exception {
    if (vector.path().equals("tree")) {
      return;
    }
    ByteBuffer bytes = ByteBuffer.wrap(vector.bytes());
    try (var hasher = new StreamingMetainfoHasher(vector.version(), vector.pieceLength())) {
      for (int step = 1; bytes.hasRemaining(); step = step * 3 + 1) {
        int length = Math.min(step, bytes.remaining());
        hasher.update(bytes.slice(bytes.position(), length));
        bytes.position(bytes.position() + length);
      }
      Metainfo torrent = hasher.finish(new MetainfoBuilder().name(vector.path()));

      assertThat(hex(torrent, TorrentVersion.V1)).isEqualTo(vector.v1());
      assertThat(hex(torrent, TorrentVersion.V2)).isEqualTo(vector.v2());
    }
  }

  private static String hex(Metainfo torrent, TorrentVersion version) {
    InfoHashes hashes = torrent.infoHashes();
    return (version == TorrentVersion.V1 ? hashes.v1() : hashes.v2())
        .map(InfoHash::hex)
        .orElse("-");
  }
}
