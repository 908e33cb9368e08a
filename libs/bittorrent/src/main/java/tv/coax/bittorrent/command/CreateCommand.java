package tv.coax.bittorrent.command;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.metainfo.MetainfoBuilder;
import tv.coax.bittorrent.metainfo.MetainfoException;
import tv.coax.bittorrent.metainfo.TorrentVersion;

/** {@code torrent create}: makes a torrent of a file or a directory, on all cores. */
final class CreateCommand extends Command {
  private final Supplier<Path> path = parameter("PATH", Path::of, "The file or directory.");
  private final Supplier<Optional<Path>> output =
      option(
          "-o --output",
          "OUT.torrent",
          Path::of,
          "Where to write the torrent (default: the name of PATH with .torrent).");
  private final Supplier<Optional<TorrentVersion>> version =
      choice(
          new Choice<>("--v1", TorrentVersion.V1, "Version 1 only (BEP 3)."),
          new Choice<>("--v2", TorrentVersion.V2, "Version 2 only (BEP 52)."),
          new Choice<>("--hybrid", TorrentVersion.HYBRID, "Both (default)."));
  private final Supplier<Optional<ByteSize>> pieceLength =
      option(
          "--piece-length",
          "SIZE",
          ByteSize::parse,
          "Bytes of a piece, a power of two from 16KiB (default: by the size of the files).");
  private final Supplier<List<String>> announce =
      options("--announce", "URL", text -> text, "A tracker; each one a tier.");
  private final Supplier<List<String>> webSeeds =
      options("--web-seed", "URL", text -> text, "A server that has the files.");
  private final BooleanSupplier isPrivate = flag("--private", "Peers come from the trackers only.");
  private final Supplier<Optional<String>> comment =
      option("--comment", "TEXT", text -> text, "A text to go with it.");

  CreateCommand() {
    super("create", "Makes a torrent of a file or a directory.");
  }

  @Override
  public Integer call() {
    MetainfoBuilder builder = options();
    Metainfo torrent;
    try (Terminal terminal = new Terminal()) {
      torrent = builder.build(path.get(), terminal.bar("Hashing"));
    } catch (IOException unreadable) {
      throw CommandException.badInput(TorrentFiles.explain(unreadable));
    } catch (MetainfoException refused) {
      throw CommandException.badInput("No torrent can be made: " + refused.getMessage());
    }
    Path target = output.get().orElse(Path.of(torrent.name() + ".torrent"));
    TorrentFiles.write(target, torrent.toBytes());
    System.out.println(target);
    torrent.infoHashes().v1().ifPresent(hash -> System.out.println("v1 " + hash));
    torrent.infoHashes().v2().ifPresent(hash -> System.out.println("v2 " + hash));
    return 0;
  }

  private MetainfoBuilder options() {
    MetainfoBuilder builder =
        new MetainfoBuilder().isPrivate(isPrivate.getAsBoolean()).createdBy("Coax/0.1");
    version.get().ifPresent(builder::version);
    pieceLength.get().ifPresent(size -> pieceLength(builder, size));
    announce.get().forEach(url -> builder.announce(address(url, Set.of("http", "https", "udp"))));
    webSeeds.get().forEach(url -> builder.webSeed(address(url, Set.of("http", "https"))));
    comment.get().ifPresent(builder::comment);
    return builder;
  }

  private static void pieceLength(MetainfoBuilder builder, ByteSize size) {
    try {
      builder.pieceLength((int) Math.min(Integer.MAX_VALUE, size.bytes()));
    } catch (IllegalArgumentException refused) {
      throw CommandException.badInput(CommandException.sentence(refused));
    }
  }

  private static URI address(String text, Set<String> schemes) {
    try {
      URI address = URI.create(text);
      if (address.getHost() != null
          && address.getScheme() != null
          && schemes.contains(address.getScheme().toLowerCase(Locale.ROOT))) {
        return address;
      }
    } catch (IllegalArgumentException malformed) {
      // Explained below.
    }
    throw CommandException.badInput(
        "'"
            + text
            + "' is not an address with one of the schemes "
            + String.join(", ", schemes.stream().sorted().toList())
            + ".");
  }
}
