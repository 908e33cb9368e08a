package tv.coax.service.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import tv.coax.protection.jws.IssuerKeys;

/** The keys another service publishes. */
public final class NeighbourKeys {
  private NeighbourKeys() {}

  /**
   * The keys of the service at that address, fetched when needed, the last good set kept in a file:
   * what the service signed can be verified while it is away, also after a restart.
   *
   * @param copy its directory is made if there is none
   */
  public static IssuerKeys of(URI service, Path copy) {
    String base = service.toString();
    URI jwks = URI.create((base.endsWith("/") ? base : base + "/") + ".well-known/jwks.json");
    return IssuerKeys.http(jwks, directoryMade(copy.toAbsolutePath()));
  }

  private static Path directoryMade(Path file) {
    try {
      Path directory = file.getParent();
      if (directory != null) {
        Files.createDirectories(directory);
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("Published keys cannot be kept at " + file + ".", e);
    }
  }
}
