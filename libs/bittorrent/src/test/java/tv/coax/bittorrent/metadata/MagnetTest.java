package tv.coax.bittorrent.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MagnetTest {
  private static final String V1 = "00ff10aabbccddeeff0123456789abcdef2b2526";
  private static final String V2 =
      "d8dd32ac93357c368556af3ac1d95c9d76bd0dff6fa9833ecdac3d53134efabb";

  @Test
  void everythingInALinkIsRead() throws Exception {
    Magnet magnet =
        Magnet.parse(
            "magnet:?xt=urn:btih:"
                + V1
                + "&xt=urn:btmh:1220"
                + V2
                + "&dn=A%20film+here"
                + "&tr=http%3A%2F%2Ftracker.example%2Fannounce&tr.1=udp://tracker.example:6969"
                + "&ws=https://origin.example/films/&x.pe=192.0.2.7:6881&x.pe=[2001:db8::1]:7000"
                + "&x.pe=box.example:51413&so=0,2,4-6&unknown=1");

    assertThat(magnet.infoHashes().v1().orElseThrow().hex()).isEqualTo(V1);
    assertThat(magnet.infoHashes().v2().orElseThrow().hex()).isEqualTo(V2);
    assertThat(magnet.name()).contains("A film here");
    assertThat(magnet.trackers())
        .containsExactly(
            URI.create("http://tracker.example/announce"),
            URI.create("udp://tracker.example:6969"));
    assertThat(magnet.webSeeds()).containsExactly(URI.create("https://origin.example/films/"));
    assertThat(magnet.peers())
        .containsExactly(
            new InetSocketAddress("192.0.2.7", 6881),
            new InetSocketAddress("2001:db8::1", 7000),
            InetSocketAddress.createUnresolved("box.example", 51413));
    assertThat(magnet.files().selects(0)).isTrue();
    assertThat(magnet.files().selects(1)).isFalse();
    assertThat(magnet.files().selects(5)).isTrue();
    assertThat(magnet.files().selects(7)).isFalse();
    assertThat(Magnet.parse(magnet.toString())).isEqualTo(magnet);
  }

  @Test
  void base32AndHexNameTheSameTorrent() throws Exception {
    Magnet base32 = Magnet.parse("MAGNET:?xt=urn:btih:AD7RBKV3ZTO657YBENCWPCNLZXXSWJJG");

    assertThat(base32.infoHashes().wire().hex()).isEqualTo(V1);
    assertThat(base32.files().selects(12)).isTrue();
  }

  @Test
  void addressesThatAreNoneAreLeftOut() throws Exception {
    Magnet magnet =
        Magnet.parse(
            "magnet:?xt=urn:btih:"
                + V1
                + "&tr=gopher://old.example/&tr=%20&ws=file:///etc/passwd"
                + "&x.pe=nowhere&x.pe=192.0.2.7:0&x.pe=192.0.2.7:70000&x.pe=:80");

    assertThat(magnet.trackers()).isEmpty();
    assertThat(magnet.webSeeds()).isEmpty();
    assertThat(magnet.peers()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://origin.example/film.torrent",
        "magnet:?dn=film",
        "magnet:?xt=urn:btih:00ff",
        "magnet:?xt=urn:btih:zzff10aabbccddeeff0123456789abcdef2b2526",
        "magnet:?xt=urn:btmh:122000ff",
        "magnet:?xt=urn:btih:" + V1 + "&xt=urn:btih:10ff10aabbccddeeff0123456789abcdef2b2526",
        "magnet:?xt=urn:btih:" + V1 + "&so=3-1",
        "magnet:?xt=urn:btih:" + V1 + "&so=a",
        "magnet:?xt=urn:btih:" + V1 + "&dn=%zz"
      })
  void linksThatNameNoTorrentAreRefused(String link) {
    assertThatThrownBy(() -> Magnet.parse(link))
        .isInstanceOf(MagnetException.class)
        .hasMessageEndingWith(".");
  }
}
