package tv.coax.local.film;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.coax.local.process.PlatformException;

final class FilmTest {
  @TempDir private Path directory;

  @Test
  void anyFileIsAFilmNamedAfterIt() throws Exception {
    Path file = Files.writeString(directory.resolve("My Game.zip"), "abc");

    var film = Film.of(file);

    assertThat(film.name()).isEqualTo("My Game");
    assertThat(film.mediaType()).isEqualTo("application/zip");
    assertThat(film.bytes()).isEqualTo(3);
    assertThat(film.sha256())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void withoutAKnownEndingTheFirstBytesTell() throws Exception {
    Path mp4 = Files.write(directory.resolve("film"), new byte[] {0, 0, 0, 32, 'f', 't', 'y', 'p'});
    Path other = Files.writeString(directory.resolve("noise.bin"), "?");

    assertThat(Film.of(mp4).mediaType()).isEqualTo("video/mp4");
    assertThat(Film.of(other).mediaType()).isEqualTo("application/octet-stream");
  }

  @Test
  void whatCannotBeBroughtInIsRefusedWithTheReason() throws Exception {
    Path empty = Files.createFile(directory.resolve("empty.mp4"));

    assertThatThrownBy(() -> Film.of(directory.resolve("missing.mp4")))
        .isInstanceOf(PlatformException.class)
        .hasMessageEndingWith("does not exist.");
    assertThatThrownBy(() -> Film.of(empty)).hasMessageEndingWith("is empty.");
    assertThatThrownBy(() -> Film.of(directory)).hasMessageContaining("is a directory");
  }
}
