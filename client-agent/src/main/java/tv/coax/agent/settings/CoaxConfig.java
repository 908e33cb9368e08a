package tv.coax.agent.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Everything that can be set for a box, with defaults that work on one machine. */
@ConfigMapping(prefix = "coax")
public interface CoaxConfig {

  /** The box itself. */
  Box box();

  /** The catalog: entitlements, manifests, tokens and tickets. */
  Catalog catalog();

  /** The license service: device registration and licenses. */
  License license();

  /** The seeder: its published keys; torrents come from where the signed manifest says. */
  Seeder seeder();

  /** {@code coax.box.*} */
  interface Box {
    /** Where everything of this box is kept. */
    @WithDefault("data")
    Path directory();

    /** The name the subscriber sees among the devices; the host name if not set. */
    Optional<String> name();

    /** The address other boxes reach this one at. */
    @WithDefault("127.0.0.1")
    String peerHost();

    /** The BitTorrent port; 0 takes a free one. */
    @WithDefault("8511")
    int peerPort();

    /** Bytes per second to other boxes; 0 is no limit. */
    @WithDefault("0")
    long uploadLimit();

    /** Bytes per second to this box; 0 is no limit. */
    @WithDefault("0")
    long downloadLimit();

    /** The OpenID Connect issuer at which this box is paired: the realm. */
    @WithDefault("http://127.0.0.1:8480/realms/coax")
    URI issuer();

    /** The public OAuth 2.0 client of boxes. */
    @WithDefault("box")
    String clientId();

    /** After this much silence the event stream counts as lost. It pings every 15 seconds. */
    @WithDefault("45s")
    Duration eventSilence();

    /** The longest pause between two tries when a service does not answer. */
    @WithDefault("8s")
    Duration longestPause();

    /** How often a license's status is asked for. */
    @WithDefault("10m")
    Duration licenseCheck();

    /** {@link #name()}, or the host's. */
    default String shownName() {
      return name().orElseGet(Box::hostName);
    }

    private static String hostName() {
      try {
        return InetAddress.getLocalHost().getHostName();
      } catch (UnknownHostException e) {
        return "box";
      }
    }
  }

  /** {@code coax.catalog.*} */
  interface Catalog {
    /** Base address. */
    @WithDefault("http://127.0.0.1:8481")
    URI url();
  }

  /** {@code coax.license.*} */
  interface License {
    /** Base address. */
    @WithDefault("http://127.0.0.1:8482")
    URI url();

    /** The {@code iss} of licenses. */
    @WithDefault("license-service")
    String issuer();
  }

  /** {@code coax.seeder.*} */
  interface Seeder {
    /** Base address. */
    @WithDefault("http://127.0.0.1:8483")
    URI url();

    /** The {@code iss} of manifests. */
    @WithDefault("seeder-service")
    String issuer();
  }
}
