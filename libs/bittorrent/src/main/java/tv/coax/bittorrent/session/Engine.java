package tv.coax.bittorrent.session;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.choke.RateLimiter;
import tv.coax.bittorrent.loop.Repeat;
import tv.coax.bittorrent.metainfo.InfoHash;
import tv.coax.bittorrent.metainfo.InfoHashes;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.net.Link;
import tv.coax.bittorrent.net.LinkHandler;
import tv.coax.bittorrent.net.Network.Listener;
import tv.coax.bittorrent.peer.CloseReason;
import tv.coax.bittorrent.peer.HandshakeReader;
import tv.coax.bittorrent.storage.DiskBudget;
import tv.coax.bittorrent.torrent.Connections;
import tv.coax.bittorrent.torrent.Environment;
import tv.coax.bittorrent.torrent.ExternalAddress;
import tv.coax.bittorrent.torrent.PeerSource;
import tv.coax.bittorrent.torrent.Shared;
import tv.coax.bittorrent.torrent.Torrent;
import tv.coax.bittorrent.torrent.TorrentOptions;
import tv.coax.bittorrent.wire.Handshake;

/**
 * All torrents of a session, in whatever environment: listens, leads connections to the torrents
 * they are for, shares the limits. Used on the loop.
 */
public final class Engine {
  private static final String PEER_ID_PREFIX = "-CX0100-";
  private static final String PEER_ID_LETTERS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final long DISK_BUDGET_BYTES = 8L << 20;
  private static final int MAX_HANDSHAKES = 200;
  private static final Duration TICK = Duration.ofSeconds(1);

  private final Environment environment;
  private final Shared shared;
  private final Set<Torrent> torrents = new LinkedHashSet<>();
  private final Map<InfoHash, Torrent> byWireHash = new HashMap<>();
  private final Map<CloseReason, Integer> closes = new EnumMap<>(CloseReason.class);
  private final Repeat ticking;
  private @Nullable Listener listener;
  private int handshakes;

  public Engine(Environment environment, SessionConfig config) {
    this.environment = environment;
    this.shared =
        new Shared(
            environment,
            new DiskBudget(DISK_BUDGET_BYTES),
            new RateLimiter(environment.loop(), config.uploadLimitBytesPerSecond()),
            new RateLimiter(environment.loop(), config.downloadLimitBytesPerSecond()),
            peerId(environment.random()),
            () -> listener == null ? 0 : listener.address().getPort(),
            new Connections(config.maxPeers()),
            new ExternalAddress(),
            config.maxPeersPerTorrent(),
            config.uploadSlots());
    this.ticking = Repeat.every(environment.loop(), TICK, this::tick);
  }

  private static byte[] peerId(RandomGenerator random) {
    StringBuilder id = new StringBuilder(PEER_ID_PREFIX);
    while (id.length() < 20) {
      id.append(PEER_ID_LETTERS.charAt(random.nextInt(PEER_ID_LETTERS.length())));
    }
    return id.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private void tick() {
    List.copyOf(torrents).forEach(Torrent::tick);
  }

  /** Begins to accept connections; gives the address that was bound. */
  public CompletionStage<InetSocketAddress> listen(InetSocketAddress address) {
    return environment
        .network()
        .listen(address, this::accepted)
        .thenApply(bound -> {
          listener = bound;
          return bound.address();
        });
  }

  /** An id for connections that are none of a torrent's. */
  byte[] freshPeerId() {
    return peerId(environment.random());
  }

  /** How others see this machine (BEP 24). */
  public Optional<InetAddress> externalAddress() {
    return shared.external().get();
  }

  Shared shared() {
    return shared;
  }

  /** Adds a torrent and starts it. */
  public Torrent add(
      Metainfo metainfo,
      Path directory,
      TorrentOptions options,
      Function<Shared, List<PeerSource>> sources) {
    Torrent torrent = new Torrent(metainfo, directory, options, shared, sources.apply(shared));
    torrents.add(torrent);
    wireHashes(metainfo.infoHashes()).forEach(hash -> byWireHash.put(hash, torrent));
    torrent.start();
    return torrent;
  }

  private static List<InfoHash> wireHashes(InfoHashes hashes) {
    return Stream.concat(hashes.v1().stream(), hashes.v2().stream().map(InfoHash::truncated))
        .toList();
  }

  public CompletionStage<Void> close(Torrent torrent) {
    forget(torrent);
    return torrent.close();
  }

  CompletionStage<Void> removeAndDelete(Torrent torrent) {
    forget(torrent);
    return torrent.removeAndDelete();
  }

  private void forget(Torrent torrent) {
    torrents.remove(torrent);
    wireHashes(torrent.infoHashes()).forEach(byWireHash::remove);
  }

  private void accepted(Link link) {
    if (handshakes >= MAX_HANDSHAKES) {
      closes.merge(CloseReason.TOO_MANY_PEERS, 1, Integer::sum);
      link.close();
      return;
    }
    handshakes++;
    HandshakeReader.read(
        link,
        environment.loop(),
        new HandshakeReader.Taker() {
          @Override
          public @Nullable LinkHandler handshake(Link taken, Handshake handshake) {
            handshakes--;
            return route(taken, handshake);
          }

          @Override
          public void failed(CloseReason reason) {
            handshakes--;
            closes.merge(reason, 1, Integer::sum);
          }
        });
  }

  private @Nullable LinkHandler route(Link link, Handshake handshake) {
    Torrent torrent = byWireHash.get(new InfoHash(handshake.infoHash()));
    if (torrent == null) {
      closes.merge(CloseReason.UNKNOWN_TORRENT, 1, Integer::sum);
      link.close();
      return null;
    }
    return torrent.incoming(link, handshake);
  }

  /** How often connections ended before it was clear which torrent they were for, by reason. */
  public Map<CloseReason, Integer> closes() {
    return Map.copyOf(closes);
  }

  /** Closes all torrents and stops listening. */
  public CompletionStage<Void> close() {
    ticking.close();
    CompletionStage<Void> done =
        listener == null ? CompletableFuture.completedStage(null) : listener.close();
    for (Torrent torrent : List.copyOf(torrents)) {
      done = done.thenCombine(close(torrent), (first, second) -> second);
    }
    return done;
  }
}
