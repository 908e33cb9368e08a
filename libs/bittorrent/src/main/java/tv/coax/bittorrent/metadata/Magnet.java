package tv.coax.bittorrent.metadata;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tv.coax.bittorrent.metainfo.InfoHashes;
import tv.coax.bittorrent.metainfo.Metainfo;

/**
 * A magnet link: names a torrent by its hash and says where to look for it (BEP 9, 52, 53).
 *
 * @param infoHashes what the metadata must hash to ({@code xt=urn:btih}, {@code xt=urn:btmh})
 * @param name what to show until the metadata is there ({@code dn})
 * @param trackers where to ask for peers ({@code tr})
 * @param webSeeds where the files are served over HTTP ({@code ws})
 * @param peers where to connect ({@code x.pe}); a name stays unresolved
 * @param files which files are asked for ({@code so})
 */
public record Magnet(
    InfoHashes infoHashes,
    Optional<String> name,
    List<URI> trackers,
    List<URI> webSeeds,
    List<InetSocketAddress> peers,
    FileSelection files) {

  public Magnet {
    trackers = List.copyOf(trackers);
    webSeeds = List.copyOf(webSeeds);
    peers = List.copyOf(peers);
  }

  /** Whether the text begins as a magnet link does. */
  public static boolean isMagnet(String text) {
    return text.regionMatches(true, 0, MagnetParser.SCHEME, 0, MagnetParser.SCHEME.length());
  }

  /**
   * Reads a magnet link. Addresses that are malformed or of an unknown kind are left out.
   *
   * @throws MagnetException if it names no torrent, or two
   */
  public static Magnet parse(String link) throws MagnetException {
    return MagnetParser.parse(link);
  }

  /** The link to a torrent and its trackers and web seeds. */
  public static Magnet of(Metainfo torrent) {
    return new Magnet(
        torrent.infoHashes(),
        Optional.of(torrent.name()),
        torrent.announce().stream().flatMap(List::stream).toList(),
        torrent.webSeeds(),
        List.of(),
        FileSelection.ALL);
  }

  /** The link as text. Reading it again gives an equal one. */
  @Override
  public String toString() {
    StringBuilder link = new StringBuilder(MagnetParser.SCHEME);
    infoHashes.v1().ifPresent(hash -> add(link, "xt", MagnetParser.BTIH + hash.hex()));
    infoHashes.v2().ifPresent(hash -> add(link, "xt", MagnetParser.BTMH_SHA256 + hash.hex()));
    name.ifPresent(text -> add(link, "dn", encoded(text)));
    trackers.forEach(tracker -> add(link, "tr", encoded(tracker.toString())));
    webSeeds.forEach(seed -> add(link, "ws", encoded(seed.toString())));
    peers.forEach(peer -> add(link, "x.pe", text(peer)));
    if (!files.ranges().isEmpty()) {
      add(link, "so", files.toString());
    }
    return link.toString();
  }

  private static void add(StringBuilder link, String key, String value) {
    char before = link.length() == MagnetParser.SCHEME.length() ? '?' : '&';
    link.append(before).append(key).append('=').append(value);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String text(InetSocketAddress peer) {
    String host = peer.isUnresolved() ? peer.getHostString() : peer.getAddress().getHostAddress();
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + peer.getPort();
  }
}
