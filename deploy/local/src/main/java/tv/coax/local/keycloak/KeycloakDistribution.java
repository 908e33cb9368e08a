package tv.coax.local.keycloak;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import tv.coax.local.process.Archive;
import tv.coax.local.process.PlatformException;

/**
 * Keycloak's programs, unpacked and built for PostgreSQL once. A directory of this name is
 * complete: it is unpacked and built beside it and moved into place.
 */
public final class KeycloakDistribution {
  /** Settings fixed when Keycloak is built; the server is then started as it was built. */
  private static final List<String> BUILD =
      List.of("build", "--db=postgres", "--cache=local", "--features-disabled=kerberos,ciba");

  private final Path java;

  public KeycloakDistribution(Path java) {
    this.java = java;
  }

  /** The directory of the built server. */
  public Path prepare(Path archive, Path programs, Path log) {
    if (!Files.isReadable(archive)) {
      throw new PlatformException(
          "Keycloak is missing (" + archive + "); build Coax first: ./coax up does it.");
    }
    String name = archive.getFileName().toString().replace(".tar.gz", "");
    Path home = programs.resolve(name + "-" + Integer.toHexString(BUILD.hashCode()));
    if (Files.isDirectory(home)) {
      return home;
    }
    try {
      Path fresh = Archive.freshDirectory(programs);
      try (var tar =
          new TarArchiveInputStream(
              new GZIPInputStream(
                  new BufferedInputStream(Files.newInputStream(archive)), 1 << 16))) {
        Archive.unpack(tar, fresh, 1);
      }
      build(fresh, log);
      Archive.install(fresh, home);
      return home;
    } catch (IOException e) {
      throw new PlatformException(
          "Keycloak cannot be unpacked to " + programs + ": " + e.getMessage() + ".", e);
    }
  }

  /** The command line that {@code kc.sh} would run; without its shell, one process is Keycloak. */
  List<String> command(Path home, List<String> options, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(java.toString());
    command.addAll(options);
    command.addAll(
        List.of(
            "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "-Dfile.encoding=UTF-8",
            "-Duser.language=en",
            "-Duser.country=US",
            "-Dpicocli.disable.closures=true",
            "-Dquarkus-log-max-startup-records=10000",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.base/java.security=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED",
            "-Dkc.home.dir=" + home,
            "-Djboss.server.config.dir=" + home.resolve("conf"),
            "-cp",
            home.resolve("lib/quarkus-run.jar").toString(),
            "io.quarkus.bootstrap.runner.QuarkusEntryPoint"));
    command.addAll(arguments);
    return command;
  }

  private void build(Path home, Path log) throws IOException {
    Files.createDirectories(log.getParent());
    var options = List.of("-Dkc.config.build-and-exit=true", "-Xmx512m");
    var builder =
        new ProcessBuilder(command(home, options, BUILD))
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().keySet().removeIf(variable -> variable.startsWith("KC_"));
    builder.environment().putAll(Map.of());
    try {
      int code = builder.start().waitFor();
      if (code != 0 && code != 10) {
        throw new PlatformException("Keycloak cannot be built: the reason is in " + log + ".");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlatformException("Interrupted while Keycloak was built.", e);
    }
  }
}
