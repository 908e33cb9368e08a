package tv.coax.bittorrent.metadata;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.metainfo.InfoHash;
import tv.coax.bittorrent.metainfo.InfoHashes;

/** Reads magnet links, at most so long and with at most so many addresses. */
final class MagnetParser {
  static final String SCHEME = "magnet:";
  static final String BTIH = "urn:btih:";

  /** A multihash: 0x12 is SHA-256, 0x20 its length. */
  static final String BTMH_SHA256 = "urn:btmh:1220";

  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final Pattern HOST_NAME = Pattern.compile("[0-9A-Za-z._:-]{1,253}");
  private static final int MAX_LENGTH = 64 * 1024;
  private static final int MAX_ADDRESSES = 200;
  private static final Set<String> TRACKERS = Set.of("http", "https", "udp");
  private static final Set<String> WEB = Set.of("http", "https");

  private @Nullable InfoHash v1;
  private @Nullable InfoHash v2;
  private Optional<String> name = Optional.empty();
  private FileSelection files = FileSelection.ALL;
  private final List<URI> trackers = new ArrayList<>();
  private final List<URI> webSeeds = new ArrayList<>();
  private final List<InetSocketAddress> peers = new ArrayList<>();

  private MagnetParser() {}

  static Magnet parse(String link) throws MagnetException {
    if (!Magnet.isMagnet(link) || link.length() > MAX_LENGTH) {
      throw new MagnetException("It is not a magnet link of at most " + MAX_LENGTH + " letters.");
    }
    MagnetParser parser = new MagnetParser();
    String query = link.substring(link.startsWith("?", SCHEME.length()) ? 8 : 7);
    for (String parameter : query.split("&")) {
      int equals = parameter.indexOf('=');
      if (equals > 0) {
        parser.parameter(
            parameter.substring(0, equals).toLowerCase(Locale.ROOT),
            decoded(parameter.substring(equals + 1)));
      }
    }
    return parser.magnet();
  }

  private static String decoded(String value) throws MagnetException {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw new MagnetException("The magnet link has a stray percent sign in \"" + value + "\".");
    }
  }

  private Magnet magnet() throws MagnetException {
    if (v1 == null && v2 == null) {
      throw new MagnetException("The magnet link names no torrent (xt=urn:btih: or urn:btmh:).");
    }
    InfoHashes hashes = new InfoHashes(Optional.ofNullable(v1), Optional.ofNullable(v2));
    return new Magnet(hashes, name, trackers, webSeeds, peers, files);
  }

  private void parameter(String key, String value) throws MagnetException {
    int dot = key.lastIndexOf('.');
    boolean numbered = dot > 0 && key.substring(dot + 1).chars().allMatch(Character::isDigit);
    switch (numbered ? key.substring(0, dot) : key) {
      case "xt" -> topic(value);
      case "dn" -> name = Optional.of(value);
      case "tr" -> add(trackers, address(value, TRACKERS));
      case "ws" -> add(webSeeds, address(value, WEB));
      case "x.pe" -> add(peers, peer(value));
      case "so" -> files = FileSelection.parse(value);
      default -> {
        // a hint that we do not know
      }
    }
  }

  private void topic(String urn) throws MagnetException {
    if (urn.regionMatches(true, 0, BTIH, 0, BTIH.length())) {
      v1 = only(v1, hash(urn.substring(BTIH.length()), InfoHash.V1_LENGTH));
    } else if (urn.regionMatches(true, 0, BTMH_SHA256, 0, BTMH_SHA256.length())) {
      v2 = only(v2, hash(urn.substring(BTMH_SHA256.length()), InfoHash.V2_LENGTH));
    }
  }

  private static InfoHash only(@Nullable InfoHash before, InfoHash found) throws MagnetException {
    if (before != null && !before.equals(found)) {
      throw new MagnetException("The magnet link names two torrents.");
    }
    return found;
  }

  private static InfoHash hash(String text, int length) throws MagnetException {
    try {
      if (text.length() == 2 * length) {
        return InfoHash.ofHex(text);
      }
      if (length == InfoHash.V1_LENGTH && text.length() == 32) {
        return new InfoHash(base32(text.toUpperCase(Locale.ROOT)));
      }
    } catch (IllegalArgumentException notDigits) {
      // told below
    }
    throw new MagnetException("\"" + text + "\" is not an info-hash.");
  }

  private static byte[] base32(String text) {
    byte[] bytes = new byte[text.length() * 5 / 8];
    for (int i = 0; i < text.length(); i++) {
      int value = BASE32.indexOf(text.charAt(i));
      if (value < 0) {
        throw new IllegalArgumentException("Not a letter of base 32: " + text.charAt(i));
      }
      for (int bit = 0; bit < 5; bit++) {
        int at = i * 5 + bit;
        bytes[at / 8] |= (byte) ((value >> (4 - bit) & 1) << (7 - at % 8));
      }
    }
    return bytes;
  }

  private static <T> void add(List<T> all, Optional<T> found) {
    if (all.size() < MAX_ADDRESSES) {
      found.ifPresent(all::add);
    }
  }

  private static Optional<URI> address(String text, Set<String> schemes) {
    try {
      URI address = new URI(text.strip().replace(" ", "%20"));
      boolean fits =
          address.getScheme() != null
              && address.getHost() != null
              && schemes.contains(address.getScheme().toLowerCase(Locale.ROOT));
      return fits ? Optional.of(address) : Optional.empty();
    } catch (URISyntaxException malformed) {
      return Optional.empty();
    }
  }

  private static Optional<InetSocketAddress> peer(String text) {
    int colon = text.lastIndexOf(':');
    try {
      String host = colon < 1 ? "" : text.substring(0, colon);
      int port = Integer.parseInt(text.substring(colon + 1));
      if (host.isEmpty() || port < 1 || port > 0xFFFF) {
        return Optional.empty();
      }
      boolean bracketed = host.startsWith("[") && host.endsWith("]");
      return at(bracketed ? host.substring(1, host.length() - 1) : host, port);
    } catch (NumberFormatException noPort) {
      return Optional.empty();
    }
  }

  /** An address, or a name that can be one. */
  private static Optional<InetSocketAddress> at(String host, int port) {
    if (HOST_NAME.matcher(host).matches()) {
      try {
        return Optional.of(new InetSocketAddress(InetAddress.ofLiteral(host), port));
      } catch (IllegalArgumentException aName) {
        boolean nearlyIpv6 = host.indexOf(':') >= 0;
        return nearlyIpv6
            ? Optional.empty()
            : Optional.of(InetSocketAddress.createUnresolved(host, port));
      }
    }
    return Optional.empty();
  }
}
