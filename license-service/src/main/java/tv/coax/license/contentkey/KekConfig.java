package tv.coax.license.contentkey;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the key-encryption key lives. It is never in the database and belongs into its own backup.
 */
@ConfigMapping(prefix = "coax.kek")
interface KekConfig {

  /** The file of the key-encryption key: 32 bytes in base64, readable by its owner only. */
  @WithDefault("data/kek")
  Path file();

  /**
   * Whether to make the file if there is none. Refused once the database holds content keys,
   * because a new key would not open them.
   */
  @WithDefault("false")
  boolean create();

  /**
   * Files of earlier key-encryption keys. What they wrap is wrapped anew by the current one at
   * start; after that they can go.
   */
  Optional<List<Path>> previousFiles();
}
