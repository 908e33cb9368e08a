package tv.coax.seeder.tracker;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tv.coax.bittorrent.bencode.BDictionary;
import tv.coax.bittorrent.bencode.BEncoder;
import tv.coax.bittorrent.bencode.BList;
import tv.coax.bittorrent.bencode.BString;
import tv.coax.bittorrent.bencode.BValue;

/** The bencoded answers of the tracker (BEP 3, 7, 23, 24, 48). */
final class TrackerAnswers {
  private TrackerAnswers() {}

  /** A peer of an answer; the seeder itself has no peer id to tell. */
  record Peer(Endpoint endpoint, Optional<PeerId> id) {}

  static byte[] failure(String sentence) {
    return BEncoder.encode(BDictionary.builder().put("failure reason", sentence).build());
  }

  /**
   * The answer to an announce.
   *
   * @param seenAt the address the announce came from (BEP 24)
   * @param peers the seeder first
   */
  static byte[] announced(
      TrackerConfig config,
      AnnounceRequest request,
      Swarms.Counts counts,
      InetAddress seenAt,
      List<Peer> peers) {
    BDictionary.Builder answer =
        BDictionary.builder()
            .put("interval", config.interval().toSeconds())
            .put("min interval", config.minInterval().toSeconds())
            .put("complete", counts.seeders())
            .put("incomplete", counts.leechers())
            .put("downloaded", counts.downloads())
            .put("external ip", seenAt.getAddress());
    if (request.compact()) {
      answer.put("peers", compact(peers, true));
      byte[] v6 = compact(peers, false);
      if (v6.length > 0) {
        answer.put("peers6", v6);
      }
    } else {
      answer.put("peers", dictionaries(peers, request.noPeerId()));
    }
    return BEncoder.encode(answer.build());
  }

  /** The answer to a scrape (BEP 48). */
  static byte[] scraped(Map<SwarmId, Swarms.Counts> swarms) {
    BDictionary.Builder files = BDictionary.builder();
    swarms.forEach((swarm, counts) ->
        files.put(
            BString.of(swarm.bytes()),
            BDictionary.builder()
                .put("complete", counts.seeders())
                .put("downloaded", counts.downloads())
                .put("incomplete", counts.leechers())
                .build()));
    return BEncoder.encode(BDictionary.builder().put("files", files.build()).build());
  }

  private static byte[] compact(List<Peer> peers, boolean v4) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Peer peer : peers) {
      if (peer.endpoint().isV4() == v4) {
        bytes.writeBytes(peer.endpoint().compact());
      }
    }
    return bytes.toByteArray();
  }

  private static BList dictionaries(List<Peer> peers, boolean withoutIds) {
    List<BValue> list = new ArrayList<>(peers.size());
    for (Peer peer : peers) {
      BDictionary.Builder entry =
          BDictionary.builder()
              .put("ip", peer.endpoint().address().getHostAddress())
              .put("port", peer.endpoint().port());
      if (!withoutIds) {
        peer.id().ifPresent(id -> entry.put("peer id", id.bytes()));
      }
      list.add(entry.build());
    }
    return new BList(list);
  }
}
