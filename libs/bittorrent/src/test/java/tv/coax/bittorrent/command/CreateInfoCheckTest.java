package tv.coax.bittorrent.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.coax.bittorrent.metainfo.Content;

class CreateInfoCheckTest {
  @TempDir Path directory;
  private Path torrent;

  @BeforeEach
  void content() throws Exception {
    Content.tree(directory.resolve("tree"));
    torrent = directory.resolve("out.torrent");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--v1", "--v2", "--hybrid"})
  void whatIsCreatedIsShownAndChecked(String version) {
    Outcome created =
        Outcome.of(
            "create",
            directory.resolve("tree"),
            "-o",
            torrent,
            version,
            "--piece-length",
            "64KiB",
            "--announce",
            "http://a.example/announce",
            "--announce",
            "udp://b.example:1/announce",
            "--web-seed",
            "https://c.example/",
            "--private",
            "--comment",
            "hello");
    Outcome info = Outcome.of("info", "--json", torrent);
    Outcome check = Outcome.of("check", torrent, directory);

    assertThat(created.err()).isEmpty();
    assertThat(created.exitCode()).isZero();
    JsonObject shown = new JsonObject(info.out());
    assertThat(shown.fieldNames())
        .containsExactly(
            "name",
            "infoHashV1",
            "infoHashV2",
            "pieceLength",
            "pieces",
            "totalLength",
            "files",
            "private",
            "announce",
            "webSeeds");
    assertThat(shown.getString("name")).isEqualTo("tree");
    assertThat(shown.getLong("totalLength")).isEqualTo(514_693);
    assertThat(shown.getJsonArray("files")).hasSize(7);
    assertThat(shown.getJsonArray("files").getJsonObject(6).getString("path"))
        .isEqualTo("tree/é.dat");
    assertThat(shown.getBoolean("private")).isTrue();
    assertThat(shown.getJsonArray("announce").encode())
        .isEqualTo("[\"http://a.example/announce\",\"udp://b.example:1/announce\"]");
    assertThat(shown.getValue("infoHashV1") == null).isEqualTo(version.equals("--v2"));
    assertThat(shown.getValue("infoHashV2") == null).isEqualTo(version.equals("--v1"));
    assertThat(check).isEqualTo(new Outcome(0, check.out(), ""));
    assertThat(check.out()).contains("bad 0");
    assertThat(Outcome.of("info", torrent).out()).contains("hello", "tree/é.dat");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--v1", "--v2", "--hybrid"})
  void damageIsFound(String version) throws Exception {
    Outcome.of(
        "create", directory.resolve("tree"), "-o", torrent, version, "--piece-length", "16KiB");
    byte[] z = Files.readAllBytes(directory.resolve("tree/z"));
    z[20_000]++;
    Files.write(directory.resolve("tree/z"), z);
    Files.delete(directory.resolve("tree/c"));

    Outcome check = Outcome.of("check", torrent, directory);

    assertThat(check.exitCode()).isEqualTo(1);
    assertThat(check.out())
        .contains("missing or of another length: tree/c")
        .contains("bad pieces:");
  }

  @Test
  void aRefusedFileDoesNotHideTheOthers() throws Exception {
    Outcome.of("create", directory.resolve("tree"), "-o", torrent);
    Path broken = Files.writeString(directory.resolve("broken.torrent"), "d4:infode");

    Outcome info = Outcome.of("info", "--json", broken, torrent, directory.resolve("none"));

    List<String> lines = info.out().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(new JsonObject(lines.get(0)).fieldNames()).containsExactly("file", "error");
    assertThat(new JsonObject(lines.get(1)).getString("name")).isEqualTo("tree");
    assertThat(new JsonObject(lines.get(2)).getString("error")).contains("none of that name");
    assertThat(info.exitCode()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          d4:infod6:lengthi10e4:name | at byte
          d6:lengthi-1eMIDDLE | negative: -1 (info.length)
          d6:lengthi99999999999999999e MIDDLE | too large
          d6:lengthi99999eMIDDLE | 1 hashes, but the files make 7 pieces (info.pieces)
          d6:lengthi10e4:name2:.. | (info.name)
          d6:lengthi10e4:name4:/etc | (info.name)
          d5:filesld6:lengthi1e4:pathl2:..eeeMIDDLE | (info.files[0].path)
          d5:filesld6:lengthi1e4:pathl1:aeed6:lengthi1e4:pathl1:aeeeMIDDLE | Two files have the path
          """)
  void malformedTorrentsAreRefusedWithTheReasonAndThePlace(String text, String reason)
      throws Exception {
    String rest = "12:piece lengthi16384e6:pieces20:aaaaaaaaaaaaaaaaaaaaee";
    boolean truncated = text.startsWith("d4:info");
    String named = text.replace(" ", "").replace("MIDDLE", "4:name4:film");
    Path file =
        Files.writeString(
            directory.resolve("bad.torrent"), truncated ? named : "d4:info" + named + rest);

    Outcome info = Outcome.of("info", "--json", file);

    JsonObject shown = new JsonObject(info.out());
    assertThat(info.exitCode()).isEqualTo(2);
    assertThat(shown.fieldNames()).containsExactly("file", "error");
    assertThat(shown.getString("file")).isEqualTo(file.toString());
    assertThat(shown.getString("error")).contains(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "--piece-length 100000, power of two",
    "--piece-length 8KiB, power of two",
    "--piece-length much, not a size",
    "--announce nonsense, not an address",
    "--announce ftp://a/b, not an address",
    "--v1 --v2, mutually exclusive",
    "--unknown, Unknown option",
  })
  void badOptionsAreOneSentence(String options, String reason) {
    Object[] arguments =
        ("create " + directory.resolve("tree") + " -o " + torrent + " " + options).split(" ");

    Outcome created = Outcome.of(arguments);

    assertThat(created.exitCode()).isEqualTo(2);
    assertThat(created.err().lines()).hasSize(1);
    assertThat(created.err()).contains(reason);
    assertThat(torrent).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "create, Missing required parameter: 'PATH'",
    "info, Missing required parameter: 'FILE.torrent'",
    "check, Missing required parameters",
    "check a.torrent, Missing required parameter: 'DIR'",
    "seed a.torrent, Missing required parameter: 'DIR'",
    "get, Missing required parameter: 'FILE.torrent|MAGNET'",
    "get a.torrent, Missing required option: '--output=DIR'",
    "get a.torrent -o, Missing required parameter for option '--output'",
    "get a.torrent -o b --peer nowhere, not HOST:PORT",
    "get a.torrent -o b --files first, not numbers of files",
    "get a.torrent -o b c, Unmatched argument",
    "look, Unmatched argument",
  })
  void whatIsMissingOrUnknownIsNamed(String line, String reason) {
    Outcome refused = Outcome.of((Object[]) line.split(" "));

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err().lines()).hasSize(1);
    assertThat(refused.err()).contains(reason);
  }

  @Test
  void helpNamesEveryOption() {
    assertThat(Outcome.of("--help").out()).contains("create", "info", "check", "seed", "get");
    assertThat(Outcome.of("create", "-h").out())
        .contains("torrent create", "[--v1 | --v2 | --hybrid] PATH", "[--announce=URL]...")
        .contains("--private", "--comment=TEXT", "-o, --output=OUT.torrent", "--web-seed=URL");
    assertThat(Outcome.of("info", "-h").out()).contains("[--json] FILE.torrent...");
    for (String command : List.of("create", "info", "check", "seed", "get")) {
      assertThat(Outcome.of(command, "--version").out()).startsWith("Coax ");
    }
  }

  @Test
  void nothingToHashIsOneSentence() throws Exception {
    Path empty = Files.createDirectory(directory.resolve("empty"));
    Path nothing = Files.createFile(directory.resolve("nothing"));

    for (Path path : List.of(empty, nothing, directory.resolve("absent"))) {
      Outcome created = Outcome.of("create", path, "-o", torrent);
      assertThat(created.exitCode()).isEqualTo(2);
      assertThat(created.err().lines()).hasSize(1);
    }
    assertThat(Outcome.of("check", torrent, directory).err()).contains("none of that name");
    assertThat(Outcome.of().exitCode()).isEqualTo(2);
  }

  @Test
  void unwritableOutputIsOneSentence() {
    Outcome created =
        Outcome.of(
            "create", directory.resolve("tree"), "-o", directory.resolve("no/where.torrent"));

    assertThat(created.exitCode()).isEqualTo(2);
    assertThat(created.err().lines()).hasSize(1);
  }
}
