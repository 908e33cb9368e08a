package tv.coax.license.contentkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.coax.license.Api;
import tv.coax.license.LicenseServiceTest;
import tv.coax.protection.asset.AssetId;
import tv.coax.protection.device.DeviceKey;

@LicenseServiceTest
class KekStartupTest {
  @Inject StoredKeys stored;
  @Inject KekConfig running;
  @TempDir Path directory;

  private final AssetId asset = Api.newAsset();
  private final DeviceKey seeder = Api.newKey();

  @BeforeEach
  void aKeyIsInTheDatabase() {
    assertThat(Api.contentKey(asset, seeder).statusCode()).isEqualTo(201);
  }

  @Test
  void doesNotStartWithoutTheKeyOnceThereAreContentKeys() {
    Path missing = directory.resolve("kek");

    assertThatThrownBy(() -> start(missing, true)).hasMessageContaining("is missing");
    assertThat(missing).doesNotExist();
  }

  @Test
  void doesNotStartWithAKeyThatDoesNotOpenWhatIsThere() {
    Path other = directory.resolve("kek");
    KekFile.create(other);

    assertThatThrownBy(() -> start(other, false))
        .isInstanceOf(KekException.class)
        .hasMessageContaining("coax.kek.previous-files");
  }

  @Test
  void doesNotStartWhenTheDatabaseWasTamperedWith() {
    QuarkusTransaction.requiringNew()
        .run(() -> stored.of(asset).orElseThrow().kekId = "0000000000000000");

    assertThatThrownBy(() -> start(running.file(), false)).isInstanceOf(KekException.class);

    String right = KekFile.read(running.file()).id();
    QuarkusTransaction.requiringNew().run(() -> stored.of(asset).orElseThrow().kekId = right);
  }

  @Test
  void rotationWrapsAllKeysAnewAndTheyStayTheSame() {
    Path next = directory.resolve("kek");
    KekFile.create(next);
    var before = open();

    start(next, false, running.file());

    assertThat(QuarkusTransaction.requiringNew().call(stored::kekIds))
        .containsExactly(KekFile.read(next).id());
    start(next, false);
    start(running.file(), false, next);
    assertThat(open()).isEqualTo(before);
  }

  private void start(Path file, boolean create, Path... previous) {
    var config =
        new KekConfig() {
          @Override
          public Path file() {
            return file;
          }

          @Override
          public boolean create() {
            return create;
          }

          @Override
          public Optional<List<Path>> previousFiles() {
            return previous.length == 0 ? Optional.empty() : Optional.of(List.of(previous));
          }
        };
    new KekStartup(new Keks(config), stored).onStart(new StartupEvent());
  }

  private Object open() {
    var answer = Api.contentKey(asset, seeder).jsonPath();
    return seeder.unwrap(answer.getString("wrappedKey"));
  }
}
