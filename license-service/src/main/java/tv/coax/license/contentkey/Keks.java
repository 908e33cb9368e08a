package tv.coax.license.contentkey;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The key-encryption keys this process holds: the current one, which wraps, and earlier ones, which
 * only open. Loaded once, at start.
 */
@ApplicationScoped
class Keks {
  private final KekConfig config;
  private volatile @Nullable Held held;

  private record Held(Kek current, Map<String, Kek> byId) {}

  @Inject
  Keks(KekConfig config) {
    this.config = config;
  }

  /**
   * Reads the files.
   *
   * @param mayCreate whether a new key may be made, if the configuration allows it too
   * @throws KekException with a sentence for the operator
   */
  void load(boolean mayCreate) {
    Path file = config.file().toAbsolutePath();
    if (mayCreate && config.create() && !Files.exists(file)) {
      KekFile.create(file);
    }
    Kek current = KekFile.read(file);
    Map<String, Kek> byId = new HashMap<>();
    for (Path previous : config.previousFiles().orElse(List.of())) {
      Kek kek = KekFile.read(previous.toAbsolutePath());
      byId.put(kek.id(), kek);
    }
    byId.put(current.id(), current);
    held = new Held(current, Map.copyOf(byId));
  }

  boolean isLoaded() {
    return held != null;
  }

  Kek current() {
    return held().current();
  }

  /**
   * @throws KekException if this process does not hold that key
   */
  Kek byId(String id) {
    Kek kek = held().byId().get(id);
    if (kek == null) {
      throw new KekException(
          "The database holds content keys wrapped by the key-encryption key "
              + id
              + ", but the file holds "
              + current().id()
              + ". Put the right file in place, or name it in coax.kek.previous-files.");
    }
    return kek;
  }

  private Held held() {
    Held loaded = held;
    if (loaded == null) {
      throw new KekException("The key-encryption key is not loaded yet.");
    }
    return loaded;
  }
}
