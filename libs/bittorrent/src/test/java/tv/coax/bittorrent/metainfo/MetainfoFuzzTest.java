package tv.coax.bittorrent.metainfo;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Test;
import tv.coax.bittorrent.Mutations;
import tv.coax.bittorrent.layout.LayoutFile;

class MetainfoFuzzTest {
  @FuzzTest
  void parse(byte[] input) {
    parseWriteEqual(input);
  }

  @Test
  void damagedTorrentsAreRefusedOrHarmless() {
    long seed = 52;
    Mutations mutations = Mutations.of(MetainfoFuzzTest.class, "parse", seed);
    for (int i = 0; i < 60_000; i++) {
      parseWriteEqual(mutations.next());
    }
  }

  private static void parseWriteEqual(byte[] input) {
    Metainfo torrent;
    try {
      torrent = Metainfo.parse(input);
    } catch (MetainfoException declared) {
      assertThat(declared.getMessage()).endsWith(".");
      return;
    }
    for (LayoutFile file : torrent.layout().files()) {
      assertThat(file.path()).noneMatch(name -> name.equals("..") || name.contains("/"));
    }
    assertThat(torrent.layout().pieceCount()).isBetween(1, InfoParser.MAX_PIECES);
    try {
      Metainfo again = Metainfo.parse(torrent.toBytes());
      assertThat(again.infoHashes()).isEqualTo(torrent.infoHashes());
      assertThat(again).isEqualTo(torrent);
    } catch (MetainfoException ours) {
      throw new AssertionError("What we write we must read.", ours);
    }
  }
}
