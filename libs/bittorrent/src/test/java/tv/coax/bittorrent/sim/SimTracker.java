package tv.coax.bittorrent.sim;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.loop.Repeat;
import tv.coax.bittorrent.torrent.PeerSource;

/** Knows everybody who ever came, and gives a few of them by chance. */
final class SimTracker {
  private static final int GIVEN = 8;

  private final SimWorld world;
  private final List<InetSocketAddress> known = new ArrayList<>();

  SimTracker(SimWorld world) {
    this.world = world;
  }

  PeerSource source(SimLoop loop, InetSocketAddress self) {
    return new PeerSource() {
      private @Nullable Repeat repeat;

      @Override
      public void start(Host host, Consumer<List<InetSocketAddress>> found) {
        if (!known.contains(self)) {
          known.add(self);
        }
        found.accept(some(self));
        repeat =
            Repeat.every(
                loop,
                Duration.ofSeconds(10),
                () -> {
                  if (host.wantsPeers()) {
                    found.accept(some(self));
                  }
                });
      }

      @Override
      public void completed() {
        // it does not count
      }

      @Override
      public CompletionStage<Void> close() {
        if (repeat != null) {
          repeat.close();
        }
        return CompletableFuture.completedStage(null);
      }
    };
  }

  private List<InetSocketAddress> some(InetSocketAddress self) {
    List<InetSocketAddress> some = new ArrayList<>();
    for (int i = 0; i < GIVEN && !known.isEmpty(); i++) {
      InetSocketAddress address = known.get(world.random.nextInt(known.size()));
      if (!address.equals(self) && !some.contains(address)) {
        some.add(address);
      }
    }
    return some;
  }
}
