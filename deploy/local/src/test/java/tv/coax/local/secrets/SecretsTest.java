package tv.coax.local.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretsTest {
  @TempDir private Path directory;

  @Test
  void aSecretIsMadeOnceAndFoundAgain() {
    String first = new Secrets(directory.resolve("secrets")).get("password-ada");

    assertThat(new Secrets(directory.resolve("secrets")).get("password-ada")).isEqualTo(first);
    assertThat(first).matches("[a-z0-9]{26}");
  }

  @Test
  void secretsDiffer() {
    var secrets = new Secrets(directory);

    assertThat(secrets.get("one")).isNotEqualTo(secrets.get("two"));
  }

  @Test
  void onlyTheOwnerCanReadThem() throws Exception {
    Path home = directory.resolve("secrets");
    new Secrets(home).get("one");

    assertThat(Files.getPosixFilePermissions(home.resolve("one")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.getPosixFilePermissions(home))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void aNameCannotLeaveTheDirectory() {
    assertThatThrownBy(() -> new Secrets(directory).get("../x"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
