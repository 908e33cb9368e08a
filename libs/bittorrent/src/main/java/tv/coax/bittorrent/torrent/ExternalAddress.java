package tv.coax.bittorrent.torrent;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How others see this machine (BEP 24): what most of those say who were heard last. Each has one
 * voice. Used on the loop.
 */
public final class ExternalAddress {
  private static final int MAX_VOICES = 100;

  private final Map<String, InetAddress> said = new Recent<>(MAX_VOICES);

  /**
   * Somebody says how it sees us.
   *
   * @param voice who it is: the address of a peer, the host of a tracker
   */
  void heard(String voice, InetAddress address) {
    if (!address.isAnyLocalAddress() && !address.isMulticastAddress()) {
      said.put(voice, address);
    }
  }

  /** What most say, IPv4 before IPv6. */
  public Optional<InetAddress> get() {
    return most(true).or(() -> most(false));
  }

  /** Whether most say that it is this one. */
  boolean is(InetAddress address) {
    return most(address instanceof Inet4Address).filter(address::equals).isPresent();
  }

  private Optional<InetAddress> most(boolean ipv4) {
    Collection<InetAddress> all = said.values();
    Map<InetAddress, Integer> votes = new HashMap<>();
    for (InetAddress address : all) {
      if (address instanceof Inet4Address == ipv4) {
        votes.merge(address, 1, Integer::sum);
      }
    }
    return votes.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
  }
}
