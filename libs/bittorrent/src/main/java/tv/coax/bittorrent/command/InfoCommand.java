package tv.coax.bittorrent.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.layout.LayoutFile;
import tv.coax.bittorrent.metainfo.InfoHash;
import tv.coax.bittorrent.metainfo.Metainfo;

/** {@code torrent info}: says what is in torrent files, or why one is refused. */
final class InfoCommand extends Command {
  private final Supplier<List<Path>> files =
      parameters("FILE.torrent", Path::of, "The torrent files.");
  private final BooleanSupplier json =
      flag(
          "--json",
          "One JSON line a file; a refused file gives its error and exit code 2 at the end.");

  InfoCommand() {
    super("info", "Says what is in torrent files.");
  }

  @Override
  public Integer call() {
    int exitCode = 0;
    for (Path file : files.get()) {
      try {
        Metainfo torrent = TorrentFiles.read(file);
        System.out.println(json.getAsBoolean() ? json(torrent) : text(torrent));
      } catch (CommandException refused) {
        exitCode = refused.exitCode();
        if (json.getAsBoolean()) {
          System.out.println(
              new Json().put("file", file.toString()).put("error", refused.getMessage()));
        } else {
          System.err.println(refused.getMessage());
        }
      }
    }
    return exitCode;
  }

  private static Json json(Metainfo torrent) {
    return new Json()
        .put("name", torrent.name())
        .put("infoHashV1", hex(torrent.infoHashes().v1()))
        .put("infoHashV2", hex(torrent.infoHashes().v2()))
        .put("pieceLength", torrent.layout().pieceLength())
        .put("pieces", torrent.layout().pieceCount())
        .put("totalLength", torrent.layout().dataLength())
        .put(
            "files",
            torrent.storedFiles().stream()
                .map(file -> new Json().put("path", file.pathText()).put("length", file.length()))
                .toList())
        .put("private", torrent.isPrivate())
        .put("announce", torrent.announce().stream().flatMap(List::stream).toList())
        .put("webSeeds", torrent.webSeeds());
  }

  private static @Nullable String hex(Optional<InfoHash> hash) {
    return hash.map(InfoHash::hex).orElse(null);
  }

  private static String text(Metainfo torrent) {
    StringBuilder text = new StringBuilder();
    line(text, "name", torrent.name());
    torrent.infoHashes().v1().ifPresent(hash -> line(text, "info-hash v1", hash.hex()));
    torrent.infoHashes().v2().ifPresent(hash -> line(text, "info-hash v2", hash.hex()));
    line(
        text,
        "pieces",
        torrent.layout().pieceCount() + " of " + ByteSize.text(torrent.layout().pieceLength()));
    line(
        text,
        "length",
        torrent.layout().dataLength()
            + " bytes ("
            + ByteSize.text(torrent.layout().dataLength())
            + ")");
    line(text, "private", torrent.isPrivate() ? "yes" : "no");
    torrent.announce().forEach(tier -> line(text, "tracker", tier.toString()));
    torrent.webSeeds().forEach(seed -> line(text, "web seed", seed.toString()));
    torrent.comment().ifPresent(comment -> line(text, "comment", comment));
    torrent.createdBy().ifPresent(program -> line(text, "created by", program));
    torrent.createdAt().ifPresent(at -> line(text, "created at", at.toString()));
    int number = 0;
    for (LayoutFile file : torrent.storedFiles()) {
      text.append(String.format("%6d %,16d  %s%n", number++, file.length(), file.pathText()));
    }
    return text.toString();
  }

  /** A stranger wrote the values: control characters must not reach the terminal. */
  private static void line(StringBuilder text, String key, String value) {
    text.append(String.format("%-14s%s%n", key, value.replaceAll("\\p{Cntrl}", " ")));
  }
}
