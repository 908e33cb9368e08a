package tv.coax.seeder.seeding;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** How assets are served to peers. */
@ConfigMapping(prefix = "coax.seeding")
public interface SeedingConfig {
  /** The address peers connect to: a numeric address or a name; {@code 0.0.0.0} for all. */
  @WithDefault("127.0.0.1")
  String listenHost();

  /** The port peers connect to; 0 takes a free one. */
  @WithDefault("8493")
  int listenPort();

  /**
   * The numeric address peers are told to connect to, when it is not {@link #listenHost}: behind a
   * load balancer, or when listening on all addresses.
   */
  Optional<String> publicHost();

  /** Bytes a second to all peers together; 0 for no limit. */
  @WithDefault("0")
  long uploadLimit();

  /** Connections of one asset at most. */
  @WithDefault("500")
  int peersPerAsset();

  /** Peers of one asset that are served at the same time; more, if then more goes out. */
  @WithDefault("8")
  int uploadSlots();
}
