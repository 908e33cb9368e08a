package tv.coax.protection.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.coax.protection.device.DeviceKey;
import tv.coax.protection.jws.SigningKey;

class KeyPairsTest {
  @TempDir Path directory;

  @Test
  void aKeyIsMadeOnceAndOnlyItsOwnerMayReadIt() throws IOException {
    Path file = directory.resolve("new/device-key.json");

    DeviceKey made = DeviceKey.loadOrCreate(file);

    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(DeviceKey.loadOrCreate(file).thumbprint()).isEqualTo(made.thumbprint());
    try (var files = Files.list(file.getParent())) {
      assertThat(files).as("no draft is left").containsExactly(file);
    }
  }

  @Test
  void manyStartingAtOnceAgreeOnOneKey() throws Exception {
    Path file = directory.resolve("signing-key.json");
    Set<String> kids = ConcurrentHashMap.newKeySet();
    CountDownLatch start = new CountDownLatch(1);
    Set<Thread> threads = new HashSet<>();
    for (int i = 0; i < 16; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                try {
                  start.await();
                  kids.add(SigningKey.loadOrCreate(file).kid());
                } catch (IOException | InterruptedException failed) {
                  kids.add(failed.toString());
                }
              }));
    }
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(kids).containsExactly(SigningKey.loadOrCreate(file).kid());
  }

  @Test
  void aKeyFileOpenToOthersIsRefused() throws IOException {
    Path file = directory.resolve("key.json");
    KeyPairs.loadOrCreate(file);

    for (String open : new String[] {"rw-r--r--", "rw-r-----", "rw----r--", "rw--w----"}) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(open));

      assertThatThrownBy(() -> KeyPairs.loadOrCreate(file))
          .isInstanceOf(IOException.class)
          .hasMessageEndingWith("is open to other users; make it private with chmod 600.");
    }
  }

  @Test
  void aFileThatHoldsNoKeyIsRefusedAndKept() throws IOException {
    String pair = Files.readString(createdAt("a.json"));
    String other = Files.readString(createdAt("b.json"));
    String mixed = other.replaceFirst("\"d\":\"[^\"]+\"", "\"d\":\"" + member(pair, "d") + "\"");
    String publicOnly = KeyPairs.load(directory.resolve("a.json")).publicJwk().toJson();

    for (String text : new String[] {"", "{}", "nonsense", mixed, publicOnly, "x".repeat(5000)}) {
      Path file = directory.resolve("broken.json");
      Files.deleteIfExists(file);
      PrivateFile.createOnce(file, text);

      assertThatThrownBy(() -> KeyPairs.loadOrCreate(file)).isInstanceOf(IOException.class);
      assertThat(file).hasContent(text);
    }
  }

  @Test
  void noKeyShowsItselfAsText() throws IOException {
    Path file = createdAt("key.json");
    String secret = member(Files.readString(file), "d");

    assertThat(KeyPairs.load(file).toString()).doesNotContain(secret).startsWith("P256KeyPair[");
    assertThat(SigningKey.loadOrCreate(file).toString()).doesNotContain(secret);
    assertThat(SigningKey.loadOrCreate(file).publicJwks()).doesNotContain(secret);
    assertThat(DeviceKey.loadOrCreate(file).toString()).doesNotContain(secret);
    assertThat(DeviceKey.loadOrCreate(file).publicJwk().toJson()).doesNotContain("\"d\"");
  }

  private Path createdAt(String name) throws IOException {
    Path file = directory.resolve(name);
    KeyPairs.loadOrCreate(file);
    return file;
  }

  private static String member(String json, String name) {
    return json.replaceFirst(".*\"" + name + "\":\"([^\"]+)\".*", "$1");
  }
}
