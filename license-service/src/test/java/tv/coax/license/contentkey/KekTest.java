package tv.coax.license.contentkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.coax.protection.asset.AssetId;

class KekTest {
  private static final AssetId ASSET = new AssetId("film", 1);

  @TempDir Path directory;

  @Test
  void aWrappedKeyOpensOnlyForItsAssetAndItsId() {
    Kek kek = new Kek(bytes(1));
    Kek.Wrapped wrapped = kek.wrap(bytes(7), ASSET, "key-1");

    assertThat(kek.unwrap(wrapped, ASSET, "key-1")).isEqualTo(bytes(7));
    assertThatThrownBy(() -> kek.unwrap(wrapped, ASSET, "key-2")).isInstanceOf(KekException.class);
    assertThatThrownBy(() -> kek.unwrap(wrapped, new AssetId("film", 2), "key-1"))
        .isInstanceOf(KekException.class);
    assertThatThrownBy(() -> kek.unwrap(wrapped, new AssetId("other", 1), "key-1"))
        .isInstanceOf(KekException.class);
    assertThatThrownBy(() -> new Kek(bytes(2)).unwrap(wrapped, ASSET, "key-1"))
        .isInstanceOf(KekException.class);
  }

  @Test
  void theSameKeyIsNeverWrappedTheSameTwice() {
    Kek kek = new Kek(bytes(1));

    assertThat(kek.wrap(bytes(7), ASSET, "key-1").bytes())
        .isNotEqualTo(kek.wrap(bytes(7), ASSET, "key-1").bytes());
  }

  @Test
  void aNewFileIsPrivateAndReadAgainTheSame() throws IOException {
    Path file = directory.resolve("new/kek");

    KekFile.create(file);
    String first = KekFile.read(file).id();
    KekFile.create(file);

    assertThat(KekFile.read(file).id()).isEqualTo(first);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(file.getParent()).isDirectoryNotContaining(other -> !other.equals(file));
  }

  @Test
  void aMissingOpenOrBrokenFileIsRefusedInASentence() throws IOException {
    Path missing = directory.resolve("missing");
    assertThatThrownBy(() -> KekFile.read(missing)).hasMessageContaining("is missing");

    Path broken = Files.writeString(directory.resolve("broken"), "bm90IGEga2V5");
    Files.setPosixFilePermissions(broken, PosixFilePermissions.fromString("rw-------"));
    assertThatThrownBy(() -> KekFile.read(broken)).hasMessageContaining("32 bytes in base64");

    for (String open : new String[] {"rw-r--r--", "rw-r-----", "rw----r--", "rw--w----"}) {
      Files.setPosixFilePermissions(broken, PosixFilePermissions.fromString(open));
      assertThatThrownBy(() -> KekFile.read(broken)).hasMessageContaining("chmod 600");
    }
  }

  private static byte[] bytes(int value) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }
}
