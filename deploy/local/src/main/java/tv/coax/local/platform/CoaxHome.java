package tv.coax.local.platform;

import java.nio.file.Files;
import java.nio.file.Path;
import tv.coax.local.process.PlatformException;

/** The directory of the source tree, where the built programs are found. */
public record CoaxHome(Path directory) {
  private static final String MARK = "deploy/keycloak/coax-realm.json";

  /** The system property {@code coax.home}, else the nearest directory upwards that is Coax. */
  public static CoaxHome find() {
    String configured = System.getProperty("coax.home");
    Path from = Path.of(configured == null ? "" : configured).toAbsolutePath().normalize();
    for (Path candidate = from; candidate != null; candidate = candidate.getParent()) {
      if (Files.exists(candidate.resolve(MARK))) {
        return new CoaxHome(candidate);
      }
    }
    throw new PlatformException("There is no Coax at " + from + " or above.");
  }

  public Path state() {
    return directory.resolve(".coax");
  }

  /** Unpacked programs: the same for every state directory, so that a fresh start is quick. */
  public Path programs() {
    return state().resolve("programs");
  }

  public Path realm() {
    return directory.resolve(MARK);
  }

  Path keycloakArchive() {
    Path dist = directory.resolve("deploy/local/target/keycloak");
    if (Files.isDirectory(dist)) {
      try (var files = Files.newDirectoryStream(dist, "*.tar.gz")) {
        for (Path file : files) {
          return file;
        }
      } catch (java.io.IOException e) {
        throw new PlatformException("The directory " + dist + " cannot be read.", e);
      }
    }
    throw new PlatformException("Keycloak has not been fetched; ./coax up builds what is missing.");
  }

  Path runnable(String module) {
    Path jar = directory.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
    if (!Files.isReadable(jar)) {
      throw new PlatformException(
          module + " has not been built; ./coax up builds what is missing.");
    }
    return jar;
  }
}
