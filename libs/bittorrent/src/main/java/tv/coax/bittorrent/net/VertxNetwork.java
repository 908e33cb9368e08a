package tv.coax.bittorrent.net;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Plain TCP by Vert.x. Made and used on an event-loop context. */
public final class VertxNetwork implements Network {
  private static final int BACKLOG = 512;

  private final Vertx vertx;
  private final Map<Duration, NetClient> clients = new HashMap<>();

  public VertxNetwork(Vertx vertx) {
    this.vertx = vertx;
  }

  @Override
  public CompletionStage<Listener> listen(InetSocketAddress address, Consumer<Link> accepted) {
    NetServerOptions options = new NetServerOptions().setTcpNoDelay(true).setAcceptBacklog(BACKLOG);
    NetServer server = vertx.createNetServer(options);
    server.connectHandler(socket -> accepted.accept(link(socket)));
    String host = address.getHostString();
    return server
        .listen(address.getPort(), host)
        .map(bound -> listener(bound, new InetSocketAddress(host, bound.actualPort())))
        .toCompletionStage();
  }

  private static Listener listener(NetServer server, InetSocketAddress address) {
    return new Listener() {
      @Override
      public InetSocketAddress address() {
        return address;
      }

      @Override
      public CompletionStage<Void> close() {
        return server.close().toCompletionStage();
      }
    };
  }

  @Override
  public void connect(
      InetSocketAddress address,
      Duration timeout,
      Consumer<Link> connected,
      Consumer<Throwable> failed) {
    String host =
        address.isUnresolved() ? address.getHostString() : address.getAddress().getHostAddress();
    clients
        .computeIfAbsent(timeout, this::client)
        .connect(address.getPort(), host)
        .onSuccess(socket -> connected.accept(link(socket)))
        .onFailure(failed::accept);
  }

  private NetClient client(Duration timeout) {
    return vertx.createNetClient(
        new NetClientOptions()
            .setTcpNoDelay(true)
            .setConnectTimeout(Math.toIntExact(timeout.toMillis())));
  }

  private Link link(NetSocket socket) {
    return NettyLink.attach(socket, vertx.getOrCreateContext());
  }
}
