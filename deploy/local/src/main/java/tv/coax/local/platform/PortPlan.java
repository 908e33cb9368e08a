package tv.coax.local.platform;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import tv.coax.local.process.PlatformException;
import tv.coax.local.process.Ports;

/**
 * Which program listens where, all on 127.0.0.1.
 *
 * @param base Keycloak's port; the others follow from it
 * @param postgres apart, because by default it does not lie near the others
 */
public record PortPlan(int base, int postgres) {
  private static final int SPAN = 41;
  private static final int MAX_BOXES = 9;

  public PortPlan {
    if (base < 1024 || base + SPAN > 65535) {
      throw new PlatformException(
          "The port base must lie between 1024 and " + (65535 - SPAN) + "; it is " + base + ".");
    }
  }

  /** The documented ports: 5480 for PostgreSQL, 8480 and up for the rest. */
  public static PortPlan standard() {
    return new PortPlan(8480, 5480);
  }

  /** All ports from one number up. */
  public static PortPlan from(int base) {
    return new PortPlan(base, base + SPAN - 1);
  }

  /** A plan whose ports are all free now, below the range systems give to outgoing connections. */
  public static PortPlan free(int boxes) {
    var random = RandomGenerator.getDefault();
    for (int attempt = 0; attempt < 200; attempt++) {
      var plan = from(random.nextInt(12_000, 32_000 - SPAN));
      if (plan.all(boxes).values().stream().allMatch(Ports::isFree)) {
        return plan;
      }
    }
    throw new PlatformException("No " + SPAN + " neighbouring ports are free on this machine.");
  }

  public int keycloak() {
    return base;
  }

  public int catalog() {
    return base + 1;
  }

  public int license() {
    return base + 2;
  }

  public int seeder() {
    return base + 3;
  }

  /** Where the service that listens at that port shows its metrics and its API's description. */
  public int inside(int service) {
    return service + 3;
  }

  public int seederPeers() {
    return base + 13;
  }

  /** The screen of a box, counted from 1. */
  public int box(int number) {
    return base + 20 + checked(number);
  }

  /** Where a box listens for other boxes, counted from 1. */
  public int boxPeers(int number) {
    return base + 30 + checked(number);
  }

  /** Every port by what listens there. */
  public Map<String, Integer> all(int boxes) {
    var ports = new LinkedHashMap<String, Integer>();
    ports.put("PostgreSQL", postgres);
    ports.put("Keycloak", keycloak());
    ports.put("catalog-service", catalog());
    ports.put("license-service", license());
    ports.put("seeder-service", seeder());
    ports.put("catalog-service, metrics", inside(catalog()));
    ports.put("license-service, metrics", inside(license()));
    ports.put("seeder-service, metrics", inside(seeder()));
    ports.put("seeder-service, BitTorrent", seederPeers());
    for (int number = 1; number <= boxes; number++) {
      ports.put("box-" + number, box(number));
      ports.put("box-" + number + ", BitTorrent", boxPeers(number));
    }
    return ports;
  }

  private static int checked(int number) {
    if (number < 1 || number > MAX_BOXES) {
      throw new PlatformException("There can be 1 to " + MAX_BOXES + " boxes.");
    }
    return number;
  }
}
