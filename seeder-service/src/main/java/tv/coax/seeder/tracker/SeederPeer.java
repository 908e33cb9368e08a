package tv.coax.seeder.tracker;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import tv.coax.seeder.seeding.Seeding;
import tv.coax.seeder.seeding.SeedingConfig;

/**
 * Where the seeder itself is reached, which is in every answer. A seeder that listens on all
 * addresses is named by the one the peer's announce came in on.
 */
@ApplicationScoped
class SeederPeer {
  private final Seeding seeding;
  private final Optional<InetAddress> publicHost;

  SeederPeer(Seeding seeding, SeedingConfig config) {
    this.seeding = seeding;
    this.publicHost = config.publicHost().map(InetAddress::ofLiteral);
  }

  Endpoint endpoint(InetAddress announcedTo) {
    InetSocketAddress listening = seeding.listenAddress();
    InetAddress bound = listening.getAddress();
    InetAddress host = publicHost.orElse(bound.isAnyLocalAddress() ? announcedTo : bound);
    return new Endpoint(host, listening.getPort());
  }
}
