package tv.coax.seeder.tracker;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tv.coax.protection.ticket.Ticket;
import tv.coax.seeder.seeding.Seeded;
import tv.coax.seeder.seeding.Seeding;

/**
 * Answers announces and scrapes. Only peers with a ticket for a swarm of ours are answered; they
 * are told of the seeder and of other peers with a ticket. May block.
 */
@ApplicationScoped
class Tracker {
  private final TrackerConfig config;
  private final Tickets tickets;
  private final Seeding seeding;
  private final Swarms swarms;
  private final PeerChoice choice;
  private final SeederPeer seeder;
  private final Clock clock = Clock.systemUTC();

  Tracker(
      TrackerConfig config,
      Tickets tickets,
      Seeding seeding,
      Swarms swarms,
      PeerChoice choice,
      SeederPeer seeder) {
    this.config = config;
    this.tickets = tickets;
    this.seeding = seeding;
    this.swarms = swarms;
    this.choice = choice;
    this.seeder = seeder;
  }

  /**
   * Where a call came from and what it carried.
   *
   * @param query still percent-encoded
   * @param from the connection's source, the only address that is believed
   * @param to the address of ours it came in on
   */
  record Call(
      @Nullable String query, @Nullable String authorization, InetAddress from, InetAddress to) {}

  byte[] announce(Call call) throws RefusedException {
    AnnounceRequest request =
        AnnounceRequest.parse(
            RawQuery.parse(call.query()), config.peersByDefault(), config.peersAtMost());
    Ticket ticket = tickets.read(call.authorization());
    SwarmId swarm = admitted(request.swarm(), ticket);
    Member member =
        Member.at(
            new Member.Key(ticket.deviceThumbprint(), request.peerId()),
            new Endpoint(call.from(), request.port()),
            request.leftBytes(),
            clock.instant());
    List<TrackerAnswers.Peer> peers =
        request.event() == AnnounceRequest.Event.STOPPED
            ? left(swarm, member)
            : joined(swarm, member, request, call.to());
    return TrackerAnswers.announced(config, request, counts(swarm), call.from(), peers);
  }

  byte[] scrape(Call call) throws RefusedException {
    List<byte[]> wanted = RawQuery.parse(call.query()).all("info_hash");
    if (wanted.isEmpty()) {
      throw RefusedException.malformed("Name the swarms to scrape by info_hash.");
    }
    Ticket ticket = tickets.read(call.authorization());
    Map<SwarmId, Swarms.Counts> answer = new LinkedHashMap<>();
    for (byte[] infoHash : wanted) {
      if (infoHash.length != SwarmId.BYTES) {
        throw RefusedException.malformed("An info_hash has 20 bytes.");
      }
      SwarmId asked = SwarmId.of(infoHash);
      answer.put(asked, counts(admitted(asked, ticket)));
    }
    return TrackerAnswers.scraped(answer);
  }

  @Scheduled(every = "30s")
  void forgetSilentPeers() {
    swarms.expire(clock.instant().minus(config.forgetAfter()));
  }

  /** The swarm that is meant, under its one name, if the ticket is for it. */
  private SwarmId admitted(SwarmId asked, Ticket ticket) throws RefusedException {
    Optional<Seeded> known = seeding.find(asked.hex());
    if (known.isEmpty()) {
      throw new RefusedException(Outcome.UNKNOWN_SWARM, "There is no such torrent here.");
    }
    String infoHash = known.get().asset().infoHash();
    if (!ticket.infoHash().equals(infoHash)) {
      throw new RefusedException(Outcome.OTHER_SWARM, "The ticket is for another torrent.");
    }
    return new SwarmId(infoHash);
  }

  private List<TrackerAnswers.Peer> left(SwarmId swarm, Member member) {
    swarms.leave(swarm, member.key());
    return List.of();
  }

  private List<TrackerAnswers.Peer> joined(
      SwarmId swarm, Member member, AnnounceRequest request, InetAddress to)
      throws RefusedException {
    boolean completed = request.event() == AnnounceRequest.Event.COMPLETED;
    if (!swarms.join(swarm, member, completed)) {
      throw new RefusedException(
          Outcome.TOO_MANY_PEERS, "This device has too many peers in the swarm already.");
    }
    List<TrackerAnswers.Peer> peers = new ArrayList<>();
    if (request.wanted() == 0) {
      return peers;
    }
    peers.add(new TrackerAnswers.Peer(seeder.endpoint(to), Optional.empty()));
    for (Member other : choice.choose(swarm, member, request.wanted() - 1)) {
      other
          .endpoints()
          .forEach(endpoint ->
              peers.add(new TrackerAnswers.Peer(endpoint, Optional.of(other.key().peerId()))));
    }
    return peers;
  }

  /** The seeder counts too, though it never announces. */
  private Swarms.Counts counts(SwarmId swarm) {
    Swarms.Counts members = swarms.counts(swarm);
    return new Swarms.Counts(members.seeders() + 1, members.leechers(), members.downloads());
  }
}
