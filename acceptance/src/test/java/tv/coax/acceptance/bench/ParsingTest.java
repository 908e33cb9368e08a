package tv.coax.acceptance.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ParsingTest {
  @Test
  void bytesSentAreReadOfEachConnection() {
    String said =
        """
        ESTAB     0 0 127.0.0.1:2399 127.0.0.1:5669
        \t bbr wscale:10,10 bytes_sent:1200 bytes_acked:1000 segs_out:1
        TIME-WAIT 0 0 127.0.0.1:2399 127.0.0.1:5671
        0         0   127.0.0.1:2399 127.0.0.1:5670
        \t cubic bytes_sent:7 bytes_acked:7
        """;

    assertThat(Sockets.parse(said))
        .isEqualTo(Map.of("127.0.0.1:5669", 1000L, "127.0.0.1:5670", 7L));
  }

  @Test
  void privateMemoryIsCleanAndDirtyTogether() {
    String said =
        """
        00400000-7ffd0000 ---p 00000000 00:00 0 [rollup]
        Rss:                 100 kB
        Pss:                  60 kB
        Pss_Dirty:            50 kB
        Private_Clean:         8 kB
        Private_Dirty:        40 kB
        Private_Hugetlb:       0 kB
        """;

    assertThat(Memory.parse(said)).isEqualTo(new Memory(100 * 1024, 48 * 1024));
  }

  @Test
  void whatAPlayerSaysIsReadAsItWasSaid() {
    Playback played = new Playback(1.5, 1.25, 2, 0.5);

    assertThat(Playback.parse(played.line().substring(Playback.WORD.length()))).isEqualTo(played);
    assertThatThrownBy(() -> Playback.parse("no")).isInstanceOf(BenchException.class);
  }

  @Test
  void theTrackerKnowsOnePeerOrNone() {
    assertThat(TorrentAt.answer("127.0.0.1:258"))
        .isEqualTo("d8:intervali1800e5:peers6:\u007f\0\0\u0001\u0001\u0002e".getBytes(ISO_8859_1));
    assertThat(TorrentAt.answer("")).isEqualTo("d8:intervali1800e5:peers0:e".getBytes(ISO_8859_1));
  }

  @Test
  void aTorrentIsGivenATracker() {
    byte[] torrent = "d4:infod6:lengthi1eee".getBytes(ISO_8859_1);

    assertThat(TorrentAt.announcing(torrent, "http://a/"))
        .isEqualTo("d8:announce9:http://a/4:infod6:lengthi1eee".getBytes(ISO_8859_1));
  }
}
