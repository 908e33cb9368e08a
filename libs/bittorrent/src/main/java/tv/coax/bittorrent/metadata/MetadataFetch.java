package tv.coax.bittorrent.metadata;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.hash.Digest;
import tv.coax.bittorrent.loop.Loop;
import tv.coax.bittorrent.loop.Repeat;
import tv.coax.bittorrent.metainfo.InfoHash;
import tv.coax.bittorrent.metainfo.InfoHashes;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.metainfo.MetainfoException;
import tv.coax.bittorrent.net.Link;
import tv.coax.bittorrent.net.LinkHandler;
import tv.coax.bittorrent.net.Network;
import tv.coax.bittorrent.peer.CloseReason;
import tv.coax.bittorrent.peer.HandshakeReader;
import tv.coax.bittorrent.wire.ExtendedHandshake;
import tv.coax.bittorrent.wire.Handshake;
import tv.coax.bittorrent.wire.HashRange;

/**
 * Gets the torrent that a magnet link names from several peers at once (BEP 9): the info
 * dictionary, proven by its hash, and for a link with a version 2 hash also the hashes of the
 * pieces, proven by the roots of the files. Who sends wrong bytes is not asked again. Goes on until
 * it has it or is closed. Used on the loop.
 */
public final class MetadataFetch {
  /** Longer metadata is not fetched: 16 MiB, enough for some 800,000 pieces. */
  public static final int MAX_BYTES = 16 << 20;

  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(8);
  private static final int MAX_CONNECTIONS = 12;

  /** Lengths that different peers may claim at the same time; bounds the memory. */
  private static final int MAX_LENGTHS = 3;

  private final Loop loop;
  private final Network network;
  private final byte[] peerId;
  private final Magnet magnet;
  private final Candidates candidates = new Candidates();
  private final Set<MetadataPeer> peers = new LinkedHashSet<>();
  private final Map<Integer, MetadataPieces> byLength = new HashMap<>();
  private final CompletableFuture<Metainfo> result = new CompletableFuture<>();
  private final Repeat repeat;
  private @Nullable LayerFetch layers;
  private int attempts;

  /**
   * @param peerId 20 bytes that name us on these connections, other than those of the session
   */
  public MetadataFetch(Loop loop, Network network, byte[] peerId, Magnet magnet) {
    this.loop = loop;
    this.network = network;
    this.peerId = peerId.clone();
    this.magnet = magnet;
    this.repeat = Repeat.every(loop, TICK, this::tick);
  }

  /**
   * The torrent. Fails with a {@link MetainfoException} when the metadata is what the link names
   * and is refused all the same. Completed on the loop.
   */
  public CompletionStage<Metainfo> result() {
    return result;
  }

  /** A peer that may have the metadata. */
  public void addPeer(InetSocketAddress address) {
    candidates.add(address, loop.nanos());
    connect();
  }

  /** All peers that were added and did not lie. */
  public List<InetSocketAddress> peers() {
    return candidates.honest();
  }

  /** Ends the search and its connections. */
  public void close() {
    repeat.close();
    result.cancel(false);
    List.copyOf(peers).forEach(MetadataPeer::close);
  }

  private void tick() {
    long now = loop.nanos();
    List.copyOf(peers).forEach(peer -> peer.tick(now));
    connect();
  }

  private void connect() {
    int room = MAX_CONNECTIONS - peers.size() - attempts;
    if (result.isDone() || room <= 0) {
      return;
    }
    for (InetSocketAddress address : candidates.due(room, loop.nanos())) {
      attempts++;
      network.connect(
          address, CONNECT_TIMEOUT, link -> connected(address, link), failure -> failed(address));
    }
  }

  private void failed(InetSocketAddress address) {
    attempts--;
    candidates.ended(address, loop.nanos());
  }

  private void connected(InetSocketAddress address, Link link) {
    InfoHashes hashes = magnet.infoHashes();
    Handshake ours = Handshake.ours(hashes.wire().bytes(), peerId, hashes.v2().isPresent());
    HandshakeReader.Taker taker =
        new HandshakeReader.Taker() {
          @Override
          public @Nullable LinkHandler handshake(Link taken, Handshake theirs) {
            return greeted(address, taken, theirs);
          }

          @Override
          public void failed(CloseReason reason) {
            MetadataFetch.this.failed(address);
          }
        };
    MetadataPeer.begin(link, ours, loop, taker);
  }

  private @Nullable LinkHandler greeted(InetSocketAddress address, Link link, Handshake theirs) {
    boolean ours = magnet.infoHashes().matchesWire(new InfoHash(theirs.infoHash()));
    if (result.isDone() || !ours) {
      link.close();
      failed(address);
      return null;
    }
    MetadataPeer peer = MetadataPeer.greet(address, loop, link, theirs, new Events());
    if (peer == null) {
      failed(address);
      return null;
    }
    attempts--;
    peers.add(peer);
    return peer;
  }

  private void ban(MetadataPeer peer) {
    candidates.ban(peer.address);
    peer.close();
  }

  private final class Events implements MetadataPeer.Owner {
    private @Nullable MetadataPieces pieces;

    @Override
    public void introduced(MetadataPeer peer, ExtendedHandshake introduction) {
      if (layers != null) {
        layers.askOf(peer);
        return;
      }
      int bytes = introduction.metadataSize();
      boolean offers =
          introduction.extensions().getOrDefault(MetadataMessage.NAME, 0) > 0
              && bytes > 0
              && bytes <= MAX_BYTES;
      if (!offers || !byLength.containsKey(bytes) && byLength.size() >= MAX_LENGTHS) {
        peer.close();
        return;
      }
      pieces = byLength.computeIfAbsent(bytes, MetadataPieces::new);
      pieces.join(peer);
      pieces.askOf(peer);
    }

    @Override
    public void metadata(MetadataPeer peer, MetadataMessage message) {
      MetadataPieces mine = pieces;
      if (mine == null || layers != null) {
        return;
      }
      if (!(message instanceof MetadataMessage.Data data) || !mine.take(peer, data)) {
        peer.close();
        return;
      }
      Optional<byte[]> whole = mine.whole();
      if (whole.isEmpty()) {
        mine.askOf(peer);
      } else if (isNamed(whole.get())) {
        proven(whole.get());
      } else {
        mine.wrong().ifPresent(MetadataFetch.this::ban);
        mine.members().forEach(mine::askOf);
      }
    }

    @Override
    public void hashes(MetadataPeer peer, HashRange range, byte[] hashes) {
      if (layers == null) {
        return;
      }
      switch (layers.take(peer, range, hashes)) {
        case GOOD -> layers.askOf(peer);
        case WRONG -> ban(peer);
        case UNASKED -> peer.close();
      }
    }

    @Override
    public void hashReject(MetadataPeer peer, HashRange range) {
      peer.close();
    }

    @Override
    public void gone(MetadataPeer peer) {
      peers.remove(peer);
      candidates.ended(peer.address, loop.nanos());
      MetadataPieces mine = pieces;
      if (mine != null) {
        mine.leave(peer);
        if (mine.members().isEmpty()) {
          byLength.values().remove(mine);
        } else if (layers == null && !result.isDone()) {
          mine.members().forEach(mine::askOf);
        }
      }
      if (layers != null && !result.isDone()) {
        layers.leave(peer);
        List.copyOf(peers).forEach(layers::askOf);
      }
    }
  }

  private boolean isNamed(byte[] info) {
    InfoHashes hashes = magnet.infoHashes();
    boolean v1 =
        hashes.v1().isEmpty() || hashes.v1().get().equals(new InfoHash(Digest.sha1().hash(info)));
    boolean v2 =
        hashes.v2().isEmpty() || hashes.v2().get().equals(new InfoHash(Digest.sha256().hash(info)));
    return v1 && v2;
  }

  private void proven(byte[] info) {
    List<List<java.net.URI>> tiers = new ArrayList<>();
    magnet.trackers().forEach(tracker -> tiers.add(List.of(tracker)));
    Metainfo torrent;
    try {
      torrent = Metainfo.ofInfo(info, tiers, magnet.webSeeds());
    } catch (MetainfoException refused) {
      result.completeExceptionally(refused);
      return;
    }
    byLength.clear();
    if (magnet.infoHashes().v2().isEmpty()) {
      torrent = torrent.onlyV1();
    }
    if (torrent.knowsAllPieces()) {
      result.complete(torrent);
      return;
    }
    LayerFetch fetch = new LayerFetch(torrent, result::complete);
    layers = fetch;
    List.copyOf(peers).forEach(MetadataPeer::wasUseful);
    List.copyOf(peers).forEach(fetch::askOf);
  }
}
