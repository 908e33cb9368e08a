package tv.coax.bittorrent.webseed;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.hash.Digest;
import tv.coax.bittorrent.loop.Loop;
import tv.coax.bittorrent.loop.Repeat;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.peer.CloseReason;
import tv.coax.bittorrent.torrent.PeerSource;
import tv.coax.bittorrent.wire.Handshake;

/**
 * An HTTP server that has the files of a torrent (BEP 19). It is used while something is missing;
 * after a failure it is tried again, each time after a wait twice as long up to some minutes, and
 * after a proven lie never again. Used on the loop.
 */
public final class WebSeed implements PeerSource {
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final long FIRST_RETRY = Duration.ofSeconds(1).toNanos();
  private static final int MAX_DOUBLINGS = 9;
  private static final int CONNECT_TIMEOUT_MILLIS = 8_000;
  private static final int IDLE_SECONDS = 20;

  private final Vertx vertx;
  private final Loop loop;
  private final Metainfo torrent;
  private final URI seed;
  private final HttpClient client;
  private @Nullable Host host;
  private @Nullable Repeat repeat;
  private @Nullable WebSeedLink link;
  private boolean looking;
  private boolean over;
  private int failures;
  private long nextAttemptAt;

  /** Must be made on the loop's context. */
  public WebSeed(Vertx vertx, Loop loop, Metainfo torrent, URI seed) {
    this.vertx = vertx;
    this.loop = loop;
    this.torrent = torrent;
    this.seed = seed;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
                .setReadIdleTimeout(IDLE_SECONDS)
                .setMaxPoolSize(4));
  }

  @Override
  public void start(Host torrentHost, Consumer<List<InetSocketAddress>> found) {
    host = torrentHost;
    nextAttemptAt = loop.nanos();
    repeat = Repeat.every(loop, TICK, this::connect);
    connect();
  }

  private void connect() {
    boolean idle = !over && !looking && link == null && loop.nanos() - nextAttemptAt >= 0;
    if (!idle || host == null || host.progress().leftBytes() == 0) {
      return;
    }
    looking = true;
    boolean ssl = "https".equalsIgnoreCase(seed.getScheme());
    int port = seed.getPort() > 0 ? seed.getPort() : ssl ? 443 : 80;
    String name = seed.getHost();
    vertx
        .executeBlocking(() -> new InetSocketAddress(name, port))
        .onComplete(resolved -> loop.execute(() -> found(resolved.result())));
  }

  private void found(@Nullable InetSocketAddress address) {
    looking = false;
    Host torrentHost = host;
    if (over || torrentHost == null) {
      return;
    }
    if (address == null || address.isUnresolved()) {
      failed();
      return;
    }
    FileAddresses addresses = new FileAddresses(seed, torrent.layout().files());
    WebSeedLink made =
        new WebSeedLink(address, loop, client, torrent.layout(), addresses, new LinkEvents());
    byte[] infoHash = torrent.infoHashes().wire().bytes();
    link = made;
    CloseReason objection = torrentHost.attach(made, Handshake.ours(infoHash, peerId(), false));
    if (objection != null) {
      made.close();
      over = objection.isForGood();
      failed();
    }
  }

  private byte[] peerId() {
    byte[] hash = Digest.sha1().hash(seed.toString().getBytes(StandardCharsets.UTF_8));
    String id = "-WS0001-" + HexFormat.of().formatHex(Arrays.copyOf(hash, 6));
    return id.getBytes(StandardCharsets.US_ASCII);
  }

  private void failed() {
    nextAttemptAt = loop.nanos() + (FIRST_RETRY << Math.min(failures, MAX_DOUBLINGS));
    failures++;
  }

  private final class LinkEvents implements WebSeedLink.Owner {
    @Override
    public void worked() {
      failures = 0;
    }

    @Override
    public void ended(boolean failed) {
      link = null;
      if (failed) {
        failed();
      } else {
        nextAttemptAt = loop.nanos() + FIRST_RETRY;
      }
    }
  }

  @Override
  public void completed() {
    // the link is closed as that of a peer who has everything, too
  }

  @Override
  public CompletionStage<Void> close() {
    over = true;
    if (repeat != null) {
      repeat.close();
    }
    if (link != null) {
      link.close();
    }
    client.close();
    return CompletableFuture.completedStage(null);
  }
}
