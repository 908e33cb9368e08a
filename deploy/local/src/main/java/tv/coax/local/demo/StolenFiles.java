package tv.coax.local.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files of one box copied into the directory of another, as a thief would. */
final class StolenFiles {
  private final List<Path> copied = new ArrayList<>();
  private int held;

  /** Copies a subtree; files that the victim replaces meanwhile and lock files are left out. */
  void copy(Path from, Path to, String subtree) throws IOException {
    Path source = from.resolve(subtree);
    if (!Files.isDirectory(source)) {
      return;
    }
    try (var walk = Files.walk(source)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        held++;
        if (!Files.exists(target)) {
          Files.createDirectories(target.getParent());
          Files.copy(file, target);
          copied.add(target);
        }
      }
    }
  }

  /** How many files of the victim the thief holds now, also from an earlier theft. */
  int held() {
    return held;
  }

  /** Removes what was copied. */
  void removeAll() throws IOException {
    for (Path file : copied) {
      Files.deleteIfExists(file);
    }
  }
}
