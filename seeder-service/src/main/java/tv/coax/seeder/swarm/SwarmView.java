package tv.coax.seeder.swarm;

import java.util.List;
import tv.coax.bittorrent.torrent.TorrentStatus;
import tv.coax.seeder.asset.Asset;
import tv.coax.seeder.seeding.Seeded;
import tv.coax.seeder.tracker.Endpoint;
import tv.coax.seeder.tracker.Member;
import tv.coax.seeder.tracker.Swarms;

/**
 * A swarm as the operator sees it.
 *
 * @param state what the seeder does with the asset, see {@link Seeded#state}
 * @param reason why it is not seeded whole, else empty
 * @param uploadedBytes payload the seeder sent
 * @param uploadBytesPerSecond over the last seconds
 * @param seeders peers with everything, without the seeder
 * @param leechers peers that still download
 * @param downloads how often a peer finished
 * @param peers the members of the swarm the tracker knows, at most {@value #MOST_PEERS}
 * @param connections peers connected to the seeder now
 */
public record SwarmView(
    String infoHash,
    String titleId,
    int assetVersion,
    String state,
    String reason,
    long sealedBytes,
    long uploadedBytes,
    long uploadBytesPerSecond,
    int seeders,
    int leechers,
    long downloads,
    List<Peer> peers,
    List<Connection> connections) {
  static final int MOST_PEERS = 200;

  /** A member: where it is reached and what it lacks; -1 when it does not say. */
  public record Peer(List<String> addresses, String deviceThumbprint, long leftBytes) {
    static Peer of(Member member) {
      return new Peer(
          member.endpoints().map(Endpoint::toString).toList(),
          member.key().deviceThumbprint(),
          member.leftBytes() == Long.MAX_VALUE ? -1 : member.leftBytes());
    }
  }

  /** A connection of the seeder. */
  public record Connection(String address, String client, long uploadedBytes, double progress) {}

  static SwarmView of(Seeded seeded, Swarms.Counts counts, List<Member> members) {
    Asset asset = seeded.asset();
    TorrentStatus status = seeded.status();
    return new SwarmView(
        asset.infoHash(),
        asset.assetId().titleId(),
        asset.assetId().version(),
        seeded.state(),
        seeded.reason(),
        asset.sealedBytes(),
        status.uploadedBytes(),
        Math.round(status.uploadRate()),
        counts.seeders(),
        counts.leechers(),
        counts.downloads(),
        members.stream().map(Peer::of).toList(),
        status.peers().stream()
            .limit(MOST_PEERS)
            .map(peer ->
                new Connection(
                    peer.address().getAddress().getHostAddress() + ":" + peer.address().getPort(),
                    peer.client(),
                    peer.uploadedBytes(),
                    peer.progress()))
            .toList());
  }
}
