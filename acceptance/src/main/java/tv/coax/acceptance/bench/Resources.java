package tv.coax.acceptance.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The peers' programs that are kept with the benchmarks. */
final class Resources {
  private Resources() {}

  static Path unpack(String name, Path directory) {
    try (InputStream in = Resources.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new BenchException(name + " is not among the benchmark's programs");
      }
      Path file = directory.resolve(name);
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Compiles one C file; the compiler's complaint is the error. */
  static Path compile(String source, Path directory) {
    Path c = unpack(source, directory);
    Path program = directory.resolve(source.replace(".c", ""));
    String complaint =
        Programs.complaint(
            "cc",
            "-O3",
            "-march=native",
            "-o",
            program.toString(),
            c.toString(),
            "-lcrypto",
            "-pthread");
    if (!complaint.isEmpty()) {
      throw new BenchException(
          source
              + " cannot be compiled (packages gcc, libc6-dev and libssl-dev are needed): "
              + complaint);
    }
    return program;
  }
}
