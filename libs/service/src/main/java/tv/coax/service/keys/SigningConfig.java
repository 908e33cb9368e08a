package tv.coax.service.keys;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** The key this service signs its documents with. */
@ConfigMapping(prefix = "coax.signing")
interface SigningConfig {

  /**
   * The file of the private key, made at first start, readable by its owner only. All copies of a
   * service share it.
   */
  @WithDefault("data/signing-key.json")
  Path keyFile();
}
