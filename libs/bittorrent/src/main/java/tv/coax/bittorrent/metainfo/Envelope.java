package tv.coax.bittorrent.metainfo;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tv.coax.bittorrent.bencode.BDictionary;
import tv.coax.bittorrent.bencode.BList;
import tv.coax.bittorrent.bencode.BString;
import tv.coax.bittorrent.bencode.BValue;

/**
 * What a torrent file says around its info dictionary: hints that do not change the torrent's hash.
 * A hint that is malformed or of an unknown scheme is left out, not refused.
 */
record Envelope(
    List<List<URI>> announce,
    List<URI> webSeeds,
    Optional<String> comment,
    Optional<String> createdBy,
    Optional<Instant> createdAt) {

  private static final int MAX_ADDRESSES = 200;
  private static final Set<String> TRACKERS = Set.of("http", "https", "udp");
  private static final Set<String> WEB = Set.of("http", "https");

  static Envelope of(List<List<URI>> announce, List<URI> webSeeds) {
    return new Envelope(
        announce.stream().map(List::copyOf).toList(),
        List.copyOf(webSeeds),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static Envelope read(BDictionary outer) {
    List<List<URI>> tiers = new ArrayList<>();
    int addresses = 0;
    for (BValue value : outer.list("announce-list").map(BList::values).orElse(List.of())) {
      List<URI> tier = addresses(value, TRACKERS);
      addresses += tier.size();
      if (!tier.isEmpty() && addresses <= MAX_ADDRESSES) {
        tiers.add(tier);
      }
    }
    if (tiers.isEmpty()) {
      outer
          .get("announce")
          .map(value -> addresses(value, TRACKERS))
          .filter(tier -> !tier.isEmpty())
          .ifPresent(tiers::add);
    }
    return new Envelope(
        List.copyOf(tiers),
        outer.get("url-list").map(value -> addresses(value, WEB)).orElse(List.of()),
        outer.text("comment"),
        outer.text("created by"),
        outer.integer("creation date").flatMap(Envelope::instant));
  }

  BDictionary.Builder write() {
    BDictionary.Builder outer = BDictionary.builder();
    if (!announce.isEmpty()) {
      outer.put("announce", announce.getFirst().getFirst().toString());
    }
    if (announce.stream().mapToInt(List::size).sum() > 1) {
      outer.put("announce-list", new BList(announce.stream().map(Envelope::list).toList()));
    }
    comment.ifPresent(text -> outer.put("comment", text));
    createdBy.ifPresent(text -> outer.put("created by", text));
    createdAt.ifPresent(at -> outer.put("creation date", at.getEpochSecond()));
    if (!webSeeds.isEmpty()) {
      outer.put("url-list", list(webSeeds));
    }
    return outer;
  }

  private static BValue list(List<URI> addresses) {
    return new BList(
        addresses.stream().<BValue>map(address -> BString.of(address.toString())).toList());
  }

  private static List<URI> addresses(BValue value, Set<String> schemes) {
    Stream<BValue> values = value instanceof BList list ? list.values().stream() : Stream.of(value);
    return values
        .filter(BString.class::isInstance)
        .flatMap(string -> ((BString) string).text().stream())
        .flatMap(text -> address(text, schemes).stream())
        .limit(MAX_ADDRESSES)
        .toList();
  }

  /** The address, if it is absolute, has a host and one of the schemes. */
  static Optional<URI> address(String text, Set<String> schemes) {
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

  static Optional<URI> tracker(String text) {
    return address(text, TRACKERS);
  }

  static Optional<URI> web(String text) {
    return address(text, WEB);
  }

  private static Optional<Instant> instant(long seconds) {
    return seconds >= 0 && seconds <= Instant.MAX.getEpochSecond()
        ? Optional.of(Instant.ofEpochSecond(seconds))
        : Optional.empty();
  }
}
