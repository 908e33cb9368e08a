package tv.coax.seeder.ingest;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How films are brought in. */
@ConfigMapping(prefix = "coax.ingest")
interface IngestConfig {
  /** Films that may arrive at the same time; a further one is asked to come later. */
  @WithDefault("4")
  int mostAtOnce();

  /** Bytes of the disk that an ingest must leave free. */
  @WithDefault("256M")
  MemorySize diskReserve();

  /** How long a sealed film waits for the database to note it before the ingest is given up. */
  @WithDefault("PT1M")
  Duration recordPatience();
}
