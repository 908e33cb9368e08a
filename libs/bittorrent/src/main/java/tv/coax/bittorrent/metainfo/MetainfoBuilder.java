package tv.coax.bittorrent.metainfo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import tv.coax.bittorrent.bencode.BDictionary;
import tv.coax.bittorrent.bencode.BEncoder;
import tv.coax.bittorrent.layout.Block;
import tv.coax.bittorrent.layout.Layout;
import tv.coax.bittorrent.layout.LayoutFile;
import tv.coax.bittorrent.layout.Padding;

/**
 * Makes torrents. The same files and options always give the same bytes: no date is added unless it
 * is given.
 */
public final class MetainfoBuilder {
  private static final int MIN_AUTO = Block.SIZE;
  private static final int MAX_AUTO = 16 << 20;
  private static final int AUTO_PIECES = 2_000;

  private TorrentVersion version = TorrentVersion.HYBRID;
  private OptionalInt pieceLength = OptionalInt.empty();
  private Optional<String> name = Optional.empty();
  private final List<List<URI>> announce = new ArrayList<>();
  private final List<URI> webSeeds = new ArrayList<>();
  private boolean isPrivate;
  private Optional<String> comment = Optional.empty();
  private Optional<String> createdBy = Optional.of("Coax");
  private Optional<Instant> createdAt = Optional.empty();

  /** Which hashes it carries; hybrid unless said. */
  public MetainfoBuilder version(TorrentVersion version) {
    this.version = version;
    return this;
  }

  /**
   * Bytes of a piece: a power of two of at least 16 KiB. Chosen by the size of the files unless
   * said.
   *
   * @throws IllegalArgumentException if it is not such a number
   */
  public MetainfoBuilder pieceLength(int bytes) {
    checkPieceLength(bytes);
    this.pieceLength = OptionalInt.of(bytes);
    return this;
  }

  static void checkPieceLength(int bytes) {
    if (bytes < Block.SIZE || bytes > Layout.MAX_PIECE_LENGTH || Integer.bitCount(bytes) != 1) {
      throw new IllegalArgumentException(
          "A piece length is a power of two from 16 KiB to 512 MiB, not " + bytes + " bytes.");
    }
  }

  /** The name of the file or directory; that of the path unless said. */
  public MetainfoBuilder name(String name) {
    this.name = Optional.of(name);
    return this;
  }

  /** Adds a tracker as a tier of its own (BEP 12): it is asked when those before do not answer. */
  public MetainfoBuilder announce(URI tracker) {
    announce.add(List.of(tracker));
    return this;
  }

  /** Adds a web seed (BEP 19). */
  public MetainfoBuilder webSeed(URI address) {
    webSeeds.add(address);
    return this;
  }

  /** Peers come from the trackers only (BEP 27). */
  public MetainfoBuilder isPrivate(boolean isPrivate) {
    this.isPrivate = isPrivate;
    return this;
  }

  public MetainfoBuilder comment(String comment) {
    this.comment = Optional.of(comment);
    return this;
  }

  public MetainfoBuilder createdBy(String program) {
    this.createdBy = Optional.of(program);
    return this;
  }

  public MetainfoBuilder createdAt(Instant at) {
    this.createdAt = Optional.of(at);
    return this;
  }

  /**
   * Reads a file, or all files of a directory, on all cores and each byte once, and makes their
   * torrent.
   *
   * @throws IOException if something cannot be read or changes meanwhile
   * @throws MetainfoException if a name cannot stand in a torrent, or there are no bytes
   */
  public Metainfo build(Path fileOrDirectory, ProgressListener progress)
      throws IOException, MetainfoException {
    SourceFiles sources = SourceFiles.of(fileOrDirectory);
    Path own = fileOrDirectory.toAbsolutePath().normalize().getFileName();
    String root = name.orElse(own == null ? "" : own.toString());
    List<LayoutFile> files = new ArrayList<>();
    long total = 0;
    for (SourceFiles.Entry source : sources.entries()) {
      List<String> path = new ArrayList<>(List.of(root));
      path.addAll(source.path());
      files.add(new LayoutFile(path, total, source.length(), false));
      total += source.length();
    }
    if (total == 0) {
      throw new MetainfoException("", "A torrent needs at least one byte, and there is none");
    }
    int bytes = pieceLength.orElse(autoPieceLength(total));
    Layout layout = Layout.of(bytes, version.hasV2() ? Padding.align(files, bytes) : files);
    List<Path> paths = new ArrayList<>();
    int next = 0;
    for (LayoutFile file : layout.files()) {
      paths.add(file.padding() ? fileOrDirectory : sources.entries().get(next++).file());
    }
    return assemble(new ContentHasher(layout, paths, version).hash(progress), version, root);
  }

  /** The torrent of one file that was hashed elsewhere. */
  Metainfo assemble(ContentHashes hashes, TorrentVersion hashed, String root)
      throws MetainfoException {
    BDictionary info = InfoWriter.write(hashes, hashed, root, isPrivate);
    BDictionary.Builder outer =
        new Envelope(announce, webSeeds, comment, createdBy, createdAt).write();
    if (hashes.files().stream().anyMatch(PieceLayers::needed)) {
      outer.put("piece layers", PieceLayers.write(hashes.files()));
    }
    // Read back, so that what we make is held to what we accept.
    return Metainfo.parse(Splice.withInfo(outer.build(), BEncoder.encode(info)));
  }

  String requireName() throws MetainfoException {
    return name.orElseThrow(() -> new MetainfoException("info.name", "The name is missing"));
  }

  /** About two thousand pieces: the torrent stays small, and a piece is soon complete. */
  static int autoPieceLength(long total) {
    long wanted = Long.highestOneBit(Math.max(1, total / AUTO_PIECES));
    return Math.clamp(wanted, MIN_AUTO, MAX_AUTO);
  }
}
