package tv.coax.bittorrent.peer;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tv.coax.bittorrent.hash.Digest;

/**
 * The pieces that a newcomer may ask for while it is choked (BEP 6). They follow from its address,
 * so that coming again brings no others.
 */
public final class AllowedFast {
  private AllowedFast() {}

  /**
   * The set in the order of its making; empty for IPv6, of which BEP 6 says nothing.
   *
   * @param infoHash the 20 bytes of the wire
   * @param pieces how many the torrent has
   * @param count how many to allow; at most all
   */
  public static List<Integer> pieces(InetAddress peer, byte[] infoHash, int pieces, int count) {
    if (!(peer instanceof Inet4Address)) {
      return List.of();
    }
    Digest sha1 = Digest.sha1();
    byte[] network = peer.getAddress();
    network[3] = 0;
    sha1.update(network, 0, network.length);
    byte[] digest = sha1.hash(infoHash);
    Set<Integer> chosen = new LinkedHashSet<>();
    while (chosen.size() < Math.min(count, pieces)) {
      ByteBuffer numbers = ByteBuffer.wrap(digest);
      while (numbers.hasRemaining() && chosen.size() < Math.min(count, pieces)) {
        chosen.add(Integer.remainderUnsigned(numbers.getInt(), pieces));
      }
      digest = sha1.hash(digest);
    }
    return new ArrayList<>(chosen);
  }
}
