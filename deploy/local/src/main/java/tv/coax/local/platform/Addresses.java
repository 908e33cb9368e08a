package tv.coax.local.platform;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where everything of a running platform is reached. */
public record Addresses(PortPlan ports, int boxes) {

  /** The realm, which is the issuer of all tokens. */
  public URI realm() {
    return at(ports.keycloak()).resolve("/realms/coax");
  }

  public URI keycloak() {
    return at(ports.keycloak());
  }

  public URI catalog() {
    return at(ports.catalog());
  }

  public URI license() {
    return at(ports.license());
  }

  public URI seeder() {
    return at(ports.seeder());
  }

  /** The screen and player of a box, counted from 1. */
  public URI box(int number) {
    return at(ports.box(number));
  }

  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + ports.postgres() + "/" + database;
  }

  /** Names of the swarm's members by the address where each listens, as {@code host:port}. */
  public Map<String, String> peerNames() {
    var names = new LinkedHashMap<String, String>();
    names.put(peer(ports.seederPeers()), "seeder");
    for (int number = 1; number <= boxes; number++) {
      names.put(peer(ports.boxPeers(number)), "box-" + number);
    }
    return names;
  }

  private static String peer(int port) {
    var address = new InetSocketAddress("127.0.0.1", port);
    return address.getHostString() + ":" + address.getPort();
  }

  private static URI at(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }
}
