package tv.coax.bittorrent.command;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.metainfo.MetainfoBuilder;
import tv.coax.bittorrent.metainfo.MetainfoException;
import tv.coax.bittorrent.metainfo.TorrentVersion;

/** {@code torrent create}: makes a torrent of a file or a directory, on all cores. */
@Command(
    name = "create",
    description = "Makes a torrent of a file or a directory.",
    mixinStandardHelpOptions = true)
final class CreateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "PATH", description = "The file or directory.")
  private Path path = Path.of("");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT.torrent",
      description = "Where to write the torrent (default: the name of PATH with .torrent).")
  private @Nullable Path output;

  @ArgGroup private @Nullable Version version;

  @Option(
      names = "--piece-length",
      paramLabel = "SIZE",
      converter = ByteSize.Converter.class,
      description =
          "Bytes of a piece, a power of two from 16KiB (default: by the size of the files).")
  private @Nullable ByteSize pieceLength;

  @Option(names = "--announce", paramLabel = "URL", description = "A tracker; each one a tier.")
  private List<String> announce = new ArrayList<>();

  @Option(names = "--web-seed", paramLabel = "URL", description = "A server that has the files.")
  private List<String> webSeeds = new ArrayList<>();

  @Option(names = "--private", description = "Peers come from the trackers only.")
  private boolean isPrivate;

  @Option(names = "--comment", paramLabel = "TEXT", description = "A text to go with it.")
  private @Nullable String comment;

  /** At most one of the three. */
  static final class Version {
    @Option(names = "--v1", description = "Version 1 only (BEP 3).")
    private boolean v1;

    @Option(names = "--v2", description = "Version 2 only (BEP 52).")
    private boolean v2;

    @Option(names = "--hybrid", description = "Both (default).")
    private boolean hybrid;

    TorrentVersion value() {
      if (v1) {
        return TorrentVersion.V1;
      }
      return v2 ? TorrentVersion.V2 : TorrentVersion.HYBRID;
    }
  }

  @Override
  public Integer call() {
    MetainfoBuilder builder = options();
    Metainfo torrent;
    try (Terminal terminal = new Terminal()) {
      torrent = builder.build(path, terminal.bar("Hashing"));
    } catch (IOException unreadable) {
      throw CommandException.badInput(TorrentFiles.explain(unreadable));
    } catch (MetainfoException refused) {
      throw CommandException.badInput("No torrent can be made: " + refused.getMessage());
    }
    Path target = output == null ? Path.of(torrent.name() + ".torrent") : output;
    TorrentFiles.write(target, torrent.toBytes());
    System.out.println(target);
    torrent.infoHashes().v1().ifPresent(hash -> System.out.println("v1 " + hash));
    torrent.infoHashes().v2().ifPresent(hash -> System.out.println("v2 " + hash));
    return 0;
  }

  private MetainfoBuilder options() {
    MetainfoBuilder builder = new MetainfoBuilder().isPrivate(isPrivate).createdBy("Coax/0.1");
    if (version != null) {
      builder.version(version.value());
    }
    if (pieceLength != null) {
      try {
        builder.pieceLength((int) Math.min(Integer.MAX_VALUE, pieceLength.bytes()));
      } catch (IllegalArgumentException refused) {
        throw CommandException.badInput(CommandException.sentence(refused));
      }
    }
    announce.forEach(url -> builder.announce(address(url, Set.of("http", "https", "udp"))));
    webSeeds.forEach(url -> builder.webSeed(address(url, Set.of("http", "https"))));
    if (comment != null) {
      builder.comment(comment);
    }
    return builder;
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
