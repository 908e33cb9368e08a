package tv.coax.agent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {

  @TempDir Path directory;

  record Note(String text) {}

  @Test
  void whatIsWrittenIsReadAndOnlyTheOwnerMayReadIt() throws Exception {
    Path file = directory.resolve("deep/below/session.json");

    AtomicFiles.write(file, new byte[] {1, 2, 3});
    AtomicFiles.write(file, new byte[] {4, 5});

    assertThat(AtomicFiles.read(file, 10)).hasValue(new byte[] {4, 5});
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (var left = Files.list(file.getParent())) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void aMissingFileIsNothingAndALargeOneIsRefused() throws Exception {
    Path file = directory.resolve("large");
    Files.write(file, new byte[11]);

    assertThat(AtomicFiles.read(directory.resolve("none"), 10)).isEmpty();
    assertThatThrownBy(() -> AtomicFiles.read(file, 10)).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void aFileThatCannotBeUnderstoodIsSetAside() throws Exception {
    BoxFiles files = new BoxFiles(directory, new ObjectMapper());
    Path file = files.path("clock.json");
    Files.writeString(file, "{\"text\": ");

    assertThat(files.readJson(file, Note.class)).isEmpty();

    assertThat(file).doesNotExist();
    assertThat(directory.resolve("clock.json.broken")).exists();
    files.close();
  }

  @Test
  void aDirectoryBelongsToOneBoxAtATime() {
    BoxFiles first = new BoxFiles(directory, new ObjectMapper());

    assertThatThrownBy(() -> new BoxFiles(directory, new ObjectMapper()))
        .hasMessageContaining("in use by another box process");

    first.close();
    new BoxFiles(directory, new ObjectMapper()).close();
  }

  @Test
  void namesFromOutsideAreFileNamesOnlyIfTheyArePlain() {
    assertThat(BoxFiles.isPlainName("0a1b-c_d.e")).isTrue();
    for (String bad :
        new String[] {"", ".", "..", "../x", "a/b", "a\\b", ".hidden", "a b", "x".repeat(200)}) {
      assertThat(BoxFiles.isPlainName(bad)).as(bad).isFalse();
    }
  }
}
