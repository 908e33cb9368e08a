package tv.coax.bittorrent.tracker;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import tv.coax.bittorrent.bencode.BDecoder;
import tv.coax.bittorrent.bencode.BDictionary;
import tv.coax.bittorrent.bencode.BLimits;
import tv.coax.bittorrent.bencode.BList;
import tv.coax.bittorrent.bencode.BString;
import tv.coax.bittorrent.bencode.BValue;
import tv.coax.bittorrent.bencode.BencodeException;
import tv.coax.bittorrent.metainfo.InfoHash;

/** Reads the answers of HTTP trackers (BEP 3, 7, 23, 24, 48). */
final class HttpAnswers {
  private static final long DEFAULT_INTERVAL = 1_800;
  private static final long MAX_INTERVAL = 86_400;

  private HttpAnswers() {}

  static AnnounceAnswer announce(byte[] body) throws TrackerException {
    BDictionary answer = dictionary(body);
    List<InetSocketAddress> peers =
        Stream.concat(
                answer.get("peers").stream()
                    .flatMap(value -> peers(value, CompactPeers.IPV4).stream()),
                answer.get("peers6").stream()
                    .flatMap(value -> peers(value, CompactPeers.IPV6).stream()))
            .distinct()
            .limit(AnnounceAnswer.MAX_PEERS)
            .toList();
    return new AnnounceAnswer(
        seconds(answer.integer("interval").orElse(DEFAULT_INTERVAL)),
        answer.integer("min interval").map(HttpAnswers::seconds),
        count(answer, "complete"),
        count(answer, "incomplete"),
        peers,
        answer.text("tracker id"),
        answer.string("external ip").flatMap(ip -> CompactPeers.address(ip.bytes())),
        answer.text("warning message"));
  }

  static ScrapeAnswer scrape(byte[] body, InfoHash infoHash) throws TrackerException {
    BDictionary files =
        dictionary(body)
            .dictionary("files")
            .orElseThrow(() -> TrackerException.failed("The tracker's scrape names no torrents."));
    if (files.entries().get(BString.of(infoHash.bytes())) instanceof BDictionary counts) {
      return new ScrapeAnswer(
          count(counts, "complete").orElse(0),
          count(counts, "incomplete").orElse(0),
          count(counts, "downloaded").orElse(0));
    }
    throw TrackerException.failed("The tracker does not know this torrent.");
  }

  /** The body as a dictionary that is not a refusal. */
  static BDictionary dictionary(byte[] body) throws TrackerException {
    try {
      if (!(BDecoder.decodePrefix(body, BLimits.MESSAGE).value() instanceof BDictionary answer)) {
        throw TrackerException.failed("The tracker's answer is not a dictionary.");
      }
      Optional<BString> failure = answer.string("failure reason");
      if (failure.isPresent()) {
        throw TrackerException.refused(failure.get().forPeople());
      }
      return answer;
    } catch (BencodeException malformed) {
      throw TrackerException.failed(
          "The tracker's answer is not bencoding: " + malformed.getMessage() + ".");
    }
  }

  private static List<InetSocketAddress> peers(BValue value, int addressLength) {
    if (value instanceof BString row) {
      return CompactPeers.read(row.bytes(), addressLength);
    }
    List<InetSocketAddress> peers = new ArrayList<>();
    if (value instanceof BList list) {
      for (BValue entry : list.values()) {
        if (entry instanceof BDictionary peer) {
          long port = peer.integer("port").orElse(0L);
          peer.text("ip")
              .flatMap(HttpAnswers::literal)
              .flatMap(address -> CompactPeers.peer(address, port))
              .ifPresent(peers::add);
        }
      }
    }
    return peers;
  }

  /** A written address. Names are not looked up: a stranger's answer starts no other requests. */
  private static Optional<InetAddress> literal(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException name) {
      return Optional.empty();
    }
  }

  static Duration seconds(long seconds) {
    return Duration.ofSeconds(Math.clamp(seconds, 0, MAX_INTERVAL));
  }

  private static OptionalInt count(BDictionary answer, String key) {
    return answer
        .integer(key)
        .filter(value -> value >= 0)
        .map(value -> OptionalInt.of((int) Math.min(value, Integer.MAX_VALUE)))
        .orElse(OptionalInt.empty());
  }
}
