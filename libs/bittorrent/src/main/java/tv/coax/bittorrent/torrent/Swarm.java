package tv.coax.bittorrent.torrent;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.loop.Loop;
import tv.coax.bittorrent.metainfo.InfoHash;
import tv.coax.bittorrent.metainfo.InfoHashes;
import tv.coax.bittorrent.net.Link;
import tv.coax.bittorrent.net.LinkHandler;
import tv.coax.bittorrent.peer.CloseReason;
import tv.coax.bittorrent.peer.HandshakeReader;
import tv.coax.bittorrent.peer.Peer;
import tv.coax.bittorrent.wire.ExtendedHandshake;
import tv.coax.bittorrent.wire.Handshake;

/** The connections of a torrent: makes them, takes them, keeps their number, forgets them. */
final class Swarm {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(8);
  private static final int MAX_ATTEMPTS = 16;
  private static final int MAX_BANNED = 2_000;

  private final Shared shared;
  private final InfoHashes infoHashes;
  private final Loop loop;
  private final KnownPeers known;
  private final Counters counters;
  private final Set<Peer> peers = new LinkedHashSet<>();
  private final Set<Peer> view = Collections.unmodifiableSet(peers);
  private final Map<InfoHash, Boolean> bannedIds = new Recent<>(MAX_BANNED);
  private int attempts;
  private boolean closed;

  /** Makes the peer of a link whose handshake is done, and greets it. */
  private final PeerFactory factory;

  /** See {@link #factory}. */
  interface PeerFactory {
    Peer greet(Link link, Handshake theirs, boolean outgoing);
  }

  Swarm(Shared shared, InfoHashes infoHashes, Counters counters, PeerFactory factory) {
    this.shared = shared;
    this.infoHashes = infoHashes;
    this.loop = shared.environment().loop();
    this.known = new KnownPeers(shared.environment().random());
    this.counters = counters;
    this.factory = factory;
  }

  /** The connected peers; changes as they come and go. */
  Collection<Peer> peers() {
    return view;
  }

  void add(InetSocketAddress address) {
    if (!closed && !shared.isOurs(address) && known.add(address, loop.nanos())) {
      connect();
    }
  }

  /** Nobody is connected, and nobody is known to connect to. */
  boolean isAlone() {
    return peers.isEmpty() && known.size() == 0;
  }

  boolean wantsPeers() {
    return peers.size() + attempts < shared.maxPeers() / 2;
  }

  /** Connects to whom it is time for; called about once a second. */
  void connect() {
    int ofTorrent = shared.maxPeers() - peers.size() - attempts;
    int room = Math.min(ofTorrent, shared.connections().roomForOurs());
    if (closed || room <= 0) {
      return;
    }
    int count = Math.min(room, MAX_ATTEMPTS - attempts);
    for (InetSocketAddress address : known.due(count, loop.nanos())) {
      attempts++;
      shared.connections().opened();
      shared
          .environment()
          .network()
          .connect(
              address,
              CONNECT_TIMEOUT,
              link -> outgoing(address, link),
              failure -> attemptFailed(address, CloseReason.UNREACHABLE));
    }
  }

  private void outgoing(InetSocketAddress address, Link link) {
    link.send(handshake(infoHashes.wire()));
    link.flush();
    HandshakeReader.read(
        link,
        loop,
        taker(theirs -> outgoing(address, link, theirs), reason -> attemptFailed(address, reason)));
  }

  private @Nullable LinkHandler outgoing(InetSocketAddress address, Link link, Handshake theirs) {
    attempts--;
    shared.connections().closed();
    if (!infoHashes.matchesWire(new InfoHash(theirs.infoHash()))) {
      return refuse(address, link, CloseReason.UNKNOWN_TORRENT);
    }
    CloseReason objection = objection(link, theirs, true);
    if (objection != null) {
      return refuse(address, link, objection);
    }
    known.connected(address);
    return welcome(link, theirs, true);
  }

  private @Nullable LinkHandler refuse(InetSocketAddress address, Link link, CloseReason reason) {
    link.close();
    counters.closed(reason);
    known.ended(address, false, reason.isForGood(), loop.nanos());
    return null;
  }

  private void attemptFailed(InetSocketAddress address, CloseReason reason) {
    attempts--;
    shared.connections().closed();
    counters.closed(reason);
    known.ended(address, false, reason.isForGood(), loop.nanos());
  }

  /** A peer came to us; returns who handles its messages, or null after closing the link. */
  @Nullable LinkHandler incoming(Link link, Handshake theirs) {
    CloseReason objection = objection(link, theirs, false);
    if (objection != null) {
      link.close();
      counters.closed(objection);
      return null;
    }
    boolean upgrade = theirs.version2() && infoHashes.v2().isPresent();
    InfoHash answer =
        upgrade ? infoHashes.v2().orElseThrow().truncated() : new InfoHash(theirs.infoHash());
    link.send(handshake(answer));
    return welcome(link, theirs, false);
  }

  /** A link that is up already; returns why it is not taken, or null after setting its handler. */
  @Nullable CloseReason attach(Link link, Handshake theirs) {
    CloseReason objection = objection(link, theirs, true);
    if (objection == null) {
      link.handler(welcome(link, theirs, true));
    }
    return objection;
  }

  private Peer welcome(Link link, Handshake theirs, boolean outgoing) {
    Peer peer = factory.greet(link, theirs, outgoing);
    peers.add(peer);
    shared.connections().opened();
    return peer;
  }

  private @Nullable CloseReason objection(Link link, Handshake theirs, boolean outgoing) {
    if (closed) {
      return CloseReason.TORRENT_CLOSED;
    }
    if (Arrays.equals(theirs.peerId(), shared.peerId())) {
      return CloseReason.SELF;
    }
    if (bannedIds.containsKey(new InfoHash(theirs.peerId()))
        || known.isBanned(link.remoteAddress())) {
      return CloseReason.BANNED;
    }
    if (duplicate(theirs, outgoing)) {
      return CloseReason.DUPLICATE;
    }
    boolean full = peers.size() >= shared.maxPeers() || shared.connections().areFull();
    return full && !makeRoom() ? CloseReason.TOO_MANY_PEERS : null;
  }

  /** Ends the connection to somebody who for long has neither wanted nor given anything. */
  private boolean makeRoom() {
    long now = loop.nanos();
    for (Peer peer : List.copyOf(peers)) {
      if (peer.isIdle(now)) {
        peer.close(CloseReason.TOO_MANY_PEERS);
        return true;
      }
    }
    return false;
  }

  /**
   * Of two connections between the same peers the one stays that was made by the peer with the
   * smaller id, so that both sides decide alike; of two in the same direction, the first.
   */
  private boolean duplicate(Handshake theirs, boolean outgoing) {
    for (Peer peer : List.copyOf(peers)) {
      if (Arrays.equals(peer.handshake().peerId(), theirs.peerId())) {
        boolean ours = Arrays.compareUnsigned(shared.peerId(), theirs.peerId()) < 0;
        if (peer.isOutgoing() == outgoing || outgoing != ours) {
          return true;
        }
        peer.close(CloseReason.DUPLICATE);
      }
    }
    return false;
  }

  private ByteBuf handshake(InfoHash infoHash) {
    boolean hybrid = infoHashes.v2().isPresent();
    ByteBuf bytes = Unpooled.buffer(Handshake.BYTES);
    Handshake.ours(infoHash.bytes(), shared.peerId(), hybrid).encode(bytes);
    return bytes;
  }

  private static HandshakeReader.Taker taker(
      Function<Handshake, @Nullable LinkHandler> done,
      java.util.function.Consumer<CloseReason> failed) {
    return new HandshakeReader.Taker() {
      @Override
      public @Nullable LinkHandler handshake(Link link, Handshake handshake) {
        return done.apply(handshake);
      }

      @Override
      public void failed(CloseReason reason) {
        failed.accept(reason);
      }
    };
  }

  /** The peer told where it listens. */
  void introduced(Peer peer) {
    String voice = peer.address().getAddress().getHostAddress();
    peer.introduction()
        .flatMap(ExtendedHandshake::yourAddress)
        .ifPresent(ours -> shared.external().heard(voice, ours));
    peer.listenAddress()
        .ifPresent(address -> {
          known.add(address, loop.nanos());
          known.connected(address);
          if (known.isBanned(address)) {
            peer.close(CloseReason.BANNED);
          }
        });
  }

  void ban(Peer peer) {
    peer.listenAddress().ifPresent(known::ban);
    bannedIds.put(new InfoHash(peer.handshake().peerId()), true);
    peer.close(CloseReason.CORRUPT_BLOCK);
  }

  /** Where those listen who lied. */
  Set<InetSocketAddress> banned() {
    return known.banned();
  }

  void closed(Peer peer, CloseReason reason) {
    if (peers.remove(peer)) {
      shared.connections().closed();
    }
    counters.closed(reason);
    boolean worked = peer.receivedBytes() > 0 || peer.sentBytes() > 0;
    peer.listenAddress()
        .ifPresent(address -> {
          known.ended(address, worked, reason.isForGood(), loop.nanos());
          if (reason == CloseReason.BOTH_COMPLETE) {
            known.complete(address, loop.nanos());
          }
        });
  }

  void tick(long now) {
    for (Peer peer : List.copyOf(peers)) {
      peer.tick(now);
    }
    connect();
  }

  void close(CloseReason reason) {
    closed = true;
    List.copyOf(peers).forEach(peer -> peer.close(reason));
  }
}
