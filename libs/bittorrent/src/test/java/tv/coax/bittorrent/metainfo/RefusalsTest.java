package tv.coax.bittorrent.metainfo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.coax.bittorrent.bencode.BDictionary;
import tv.coax.bittorrent.bencode.BEncoder;
import tv.coax.bittorrent.bencode.BInteger;
import tv.coax.bittorrent.bencode.BList;
import tv.coax.bittorrent.bencode.BString;
import tv.coax.bittorrent.bencode.BValue;

class RefusalsTest {
  private static final byte[] ROOT = Content.bytes(1, 32);

  private static BDictionary.Builder v1(long length) {
    return BDictionary.builder()
        .put("name", "film")
        .put("piece length", 16_384)
        .put("pieces", new byte[20])
        .put("length", length);
  }

  private static BDictionary.Builder files(BValue... files) {
    return BDictionary.builder()
        .put("name", "films")
        .put("piece length", 16_384)
        .put("pieces", new byte[20])
        .put("files", BList.of(files));
  }

  private static BDictionary file(long length, String... path) {
    BValue[] names = Arrays.stream(path).map(BString::of).toArray(BValue[]::new);
    return BDictionary.builder().put("length", length).put("path", BList.of(names)).build();
  }

  private static BDictionary.Builder v2(BDictionary tree) {
    return BDictionary.builder()
        .put("name", "film")
        .put("piece length", 16_384)
        .put("meta version", 2)
        .put("file tree", tree);
  }

  private static BDictionary leaf(long length) {
    return BDictionary.builder()
        .put("", BDictionary.builder().put("length", length).put("pieces root", ROOT).build())
        .build();
  }

  private static void refused(BDictionary.Builder info, String... reasons) {
    byte[] torrent = BEncoder.encode(BDictionary.builder().put("info", info.build()).build());
    assertThatThrownBy(() -> Metainfo.parse(torrent))
        .isInstanceOf(MetainfoException.class)
        .hasMessageContainingAll(reasons);
  }

  private static void accepted(BDictionary.Builder info) throws MetainfoException {
    Metainfo.parse(BEncoder.encode(BDictionary.builder().put("info", info.build()).build()));
  }

  @Test
  void theTemplatesThemselvesAreAccepted() throws Exception {
    accepted(v1(10));
    accepted(files(file(10, "a"), file(5, "b", "c")));
    accepted(v2(BDictionary.builder().put("film", leaf(10)).build()));
  }

  @Test
  void lengths() {
    refused(v1(-1), "negative", "info.length");
    refused(v1(Long.MAX_VALUE), "too large", "info.length");
    refused(v1(0), "no bytes");
    refused(files(file(1L << 50, "a"), file(1, "b")), "too large", "info.files[1].length");
    refused(v2(BDictionary.builder().put("film", leaf(-5)).build()), "negative", "film.length");
    refused(v2(BDictionary.builder().put("film", leaf(1L << 49)).build()), "pieces");
  }

  @Test
  void pieceCounts() {
    refused(v1(16_385), "1 hashes", "2 pieces", "info.pieces");
    refused(v1(10).put("pieces", new byte[40]), "2 hashes", "1 pieces");
    refused(v1(10).put("pieces", new byte[19]), "19 bytes", "info.pieces");
    refused(v1(10).put("pieces", 5), "Not a string");
    refused(v1(10).put("piece length", 0), "too small");
    refused(v1(10).put("piece length", -16_384), "negative");
    refused(v1(10).put("piece length", Long.MAX_VALUE), "too large");
    BDictionary.Builder odd = v2(BDictionary.builder().put("film", leaf(10)).build());
    refused(odd.put("piece length", 48 * 1024), "power of two");
    refused(odd.put("piece length", 8 * 1024), "power of two");
  }

  @ParameterizedTest
  @CsvSource({"..", ".", "''", "a/b", "/etc/passwd", "a\\b", "'a\u0000b'", "'a\nb'"})
  void namesThatLeaveTheDirectory(String name) {
    refused(v1(10).put("name", name), "info.name");
    refused(files(file(10, "a", name)), "info.files[0].path");
    refused(v2(BDictionary.builder().put(name, leaf(10)).put("other", leaf(10)).build()), "name");
  }

  @Test
  void pathsThatCannotStandSideBySide() {
    refused(files(file(5, "a"), file(5, "a")), "Two files have the path \"films/a\"");
    refused(files(file(5, "a"), file(5, "a", "b")), "both a file and a directory");
    refused(files(file(5, "a", "b", "c"), file(5, "a", "b")), "both a file and a directory");
    refused(files(file(5)), "path", "info.files[0].path");
    refused(files(), "empty", "info.files");
    refused(files(file(5, "a")).put("length", 5), "not both");
    refused(files(file(5, "x".repeat(256))), "longer than 255");
    refused(
        files(BDictionary.builder().put("length", 1).put("attr", "l").build()), "Symbolic links");
  }

  @Test
  void samePathsOfPaddingAreFine() throws Exception {
    BDictionary padding =
        BDictionary.builder()
            .put("length", 5)
            .put("attr", "p")
            .put("path", BList.of(BString.of(".pad"), BString.of("5")))
            .build();

    accepted(files(file(1, "a"), padding, file(1, "b"), padding));
  }

  @Test
  void deepNesting() {
    String deep = "d4:info" + "d1:a".repeat(100_000);
    assertThatThrownBy(() -> Metainfo.parse(deep.getBytes(ISO_8859_1)))
        .isInstanceOf(MetainfoException.class)
        .hasMessageContaining("nested deeper");
    BDictionary tree = leaf(1);
    for (int i = 0; i < 110; i++) {
      tree = BDictionary.builder().put("d", tree).build();
    }
    refused(v2(tree), "deeper than 100");
  }

  @Test
  void truncationAnywhereIsRefused() throws Exception {
    byte[] whole = BEncoder.encode(BDictionary.builder().put("info", v1(10).build()).build());
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> Metainfo.parse(part))
          .isInstanceOf(MetainfoException.class)
          .hasMessageContaining("at byte");
    }
    byte[] longer = Arrays.copyOf(whole, whole.length + 1);
    assertThatThrownBy(() -> Metainfo.parse(longer)).hasMessageContaining("after the end");
  }

  @Test
  void hashTrees() {
    BDictionary tree = BDictionary.builder().put("film", leaf(20_000)).build();
    BDictionary.Builder info = v2(tree);
    refused(info, "piece layers");
    BDictionary.Builder outer = BDictionary.builder().put("info", info.build());
    BDictionary.Builder layers = BDictionary.builder();
    assertThatThrownBy(() ->
            Metainfo.parse(BEncoder.encode(outer.put("piece layers", layers.build()).build())))
        .hasMessageContaining("are missing");
    layers.put(BString.of(ROOT), BString.of(new byte[32]));
    assertThatThrownBy(() ->
            Metainfo.parse(BEncoder.encode(outer.put("piece layers", layers.build()).build())))
        .hasMessageContaining("32 bytes of hashes");
    layers.put(BString.of(ROOT), BString.of(new byte[64]));
    assertThatThrownBy(() ->
            Metainfo.parse(BEncoder.encode(outer.put("piece layers", layers.build()).build())))
        .hasMessageContaining("do not lead to the file's root");
    BDictionary shortRoot =
        BDictionary.builder()
            .put("", BDictionary.builder().put("length", 1).put("pieces root", "x").build())
            .build();
    refused(v2(BDictionary.builder().put("film", shortRoot).build()), "1 bytes instead of 32");
    BDictionary both = BDictionary.builder().put("", new BInteger(1)).put("a", leaf(1)).build();
    refused(v2(BDictionary.builder().put("film", both).build()), "both a file and a directory");
    refused(v2(BDictionary.EMPTY), "no files");
    refused(v2(tree).put("meta version", 3), "Version 3 is not supported");
  }

  @Test
  void hybridsThatContradictThemselves() {
    BDictionary tree = BDictionary.builder().put("film", leaf(10)).build();
    refused(v1(11).put("meta version", 2).put("file tree", tree), "another file or place");
    refused(
        files(file(10, "a")).put("name", "film").put("meta version", 2).put("file tree", tree),
        "another file or place");
  }

  @Test
  void whatIsNoTorrent() {
    for (String text : new String[] {"", "i1e", "le", "de", "d4:infoi1ee", "<html>"}) {
      assertThatThrownBy(() -> Metainfo.parse(text.getBytes(StandardCharsets.US_ASCII)))
          .isInstanceOf(MetainfoException.class)
          .satisfies(refusal -> assertThat(refusal.getMessage()).endsWith("."));
    }
  }
}
