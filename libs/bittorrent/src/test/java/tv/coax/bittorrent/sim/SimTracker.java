package tv.coax.bittorrent.sim;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.loop.Repeat;
import tv.coax.bittorrent.torrent.PeerSource;

/** Knows everybody who ever came, and gives a few of them by chance. */
final class SimTracker {
  private final SimWorld world;
  private final int given;
  private final List<InetSocketAddress> known = new ArrayList<>();
  private final Set<InetSocketAddress> names = new HashSet<>();

  SimTracker(SimWorld world, int given) {
    this.world = world;
    this.given = given;
  }

  void came(InetSocketAddress address) {
    if (names.add(address)) {
      known.add(address);
    }
  }

  PeerSource source(SimLoop loop, InetSocketAddress self) {
    return new PeerSource() {
      private @Nullable Repeat repeat;

      @Override
      public void start(Host host, Consumer<List<InetSocketAddress>> found) {
        came(self);
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

  List<InetSocketAddress> some(InetSocketAddress self) {
    Set<InetSocketAddress> some = new LinkedHashSet<>();
    for (int i = 0; i < given && !known.isEmpty(); i++) {
      InetSocketAddress address = known.get(world.random.nextInt(known.size()));
      if (!address.equals(self)) {
        some.add(address);
      }
    }
    return List.copyOf(some);
  }
}
