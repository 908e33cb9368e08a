package tv.coax.seeder.tracker;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the tracker answers. */
@ConfigMapping(prefix = "coax.tracker")
public interface TrackerConfig {
  /** The public base of the announce URL in every torrent, without {@code /announce}. */
  @WithDefault("http://127.0.0.1:8483")
  java.net.URI url();

  /** How long a peer should wait between two announces. */
  @WithDefault("PT2M")
  Duration interval();

  /** How long a peer must wait between two announces. */
  @WithDefault("PT15S")
  Duration minInterval();

  /** A peer that has been silent for so long is forgotten. */
  @WithDefault("PT5M")
  Duration forgetAfter();

  /** Peers in an answer when the client does not say how many it wants. */
  @WithDefault("50")
  int peersByDefault();

  /** Peers in an answer at most, whatever the client wants. */
  @WithDefault("200")
  int peersAtMost();

  /** How many peers of one device may be in one swarm at a time. */
  @WithDefault("4")
  int peersPerDevice();
}
