package tv.coax.bittorrent.command;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import tv.coax.bittorrent.session.SessionConfig;

/** A command that meets peers: where it listens, and whether it tells trackers. */
abstract class PeerCommand extends Command {
  private final Supplier<Optional<InetSocketAddress>> listen =
      option(
          "--listen",
          "HOST:PORT",
          HostPort::parse,
          "Where to accept peers (default: every address, a free port).");
  private final BooleanSupplier noTracker = flag("--no-tracker", "Do not announce.");

  PeerCommand(String name, String description) {
    super(name, description);
  }

  final SessionConfig config() {
    SessionConfig config = SessionConfig.defaults();
    return listen.get().map(config::withListen).orElse(config);
  }

  final boolean announces() {
    return !noTracker.getAsBoolean();
  }
}
