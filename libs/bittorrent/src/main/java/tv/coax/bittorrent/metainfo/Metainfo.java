package tv.coax.bittorrent.metainfo;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tv.coax.bittorrent.bencode.BDecoder;
import tv.coax.bittorrent.bencode.BDictionary;
import tv.coax.bittorrent.bencode.BLimits;
import tv.coax.bittorrent.bencode.BencodeException;
import tv.coax.bittorrent.hash.Digest;
import tv.coax.bittorrent.layout.Layout;
import tv.coax.bittorrent.layout.LayoutFile;
import tv.coax.bittorrent.layout.PieceIndex;

/**
 * A torrent file of version 1, 2 or hybrid (BEP 3, 47, 52), read and found valid. Immutable. What
 * is kept is the info dictionary exactly as it was sent, since its hash names the torrent.
 */
public final class Metainfo {
  private static final int SHA1 = 20;

  private final byte[] infoBytes;
  private final InfoHashes infoHashes;
  private final Info info;
  private final List<FileHashes> files;
  private final Envelope envelope;

  private Metainfo(byte[] infoBytes, Info info, List<FileHashes> files, Envelope envelope) {
    this(infoBytes, hashes(infoBytes, info.version()), info, files, envelope);
  }

  private Metainfo(
      byte[] infoBytes,
      InfoHashes infoHashes,
      Info info,
      List<FileHashes> files,
      Envelope envelope) {
    this.infoBytes = infoBytes;
    this.infoHashes = infoHashes;
    this.info = info;
    this.files = files;
    this.envelope = envelope;
  }

  /**
   * Reads a torrent file.
   *
   * @throws MetainfoException if it is refused, with the reason and the key or byte
   */
  public static Metainfo parse(byte[] torrent) throws MetainfoException {
    try {
      if (!(BDecoder.decode(torrent, BLimits.METAINFO) instanceof BDictionary outer)) {
        throw new MetainfoException("", "A torrent is a dictionary, and this is not");
      }
      Keys keys = new Keys("", outer);
      Info info = InfoParser.parse(keys.dictionary("info").dictionary());
      BDecoder.Span span = BDecoder.locate(torrent, "info", BLimits.METAINFO).orElseThrow();
      return new Metainfo(
          Arrays.copyOfRange(torrent, span.from(), span.to()),
          info,
          PieceLayers.read(keys, info.files()),
          Envelope.read(outer));
    } catch (BencodeException notBencoding) {
      throw new MetainfoException(notBencoding);
    }
  }

  /**
   * Reads a torrent file from disk.
   *
   * @throws IOException if the file cannot be read
   */
  public static Metainfo read(Path file) throws IOException, MetainfoException {
    int limit = BLimits.METAINFO.maxBytes();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] torrent = in.readNBytes(limit + 1);
      if (torrent.length > limit) {
        throw new MetainfoException("", "A torrent of more than " + limit + " bytes is not read");
      }
      return parse(torrent);
    }
  }

  /**
   * The torrent of an info dictionary alone, as peers send it for a magnet link (BEP 9). In version
   * 2 the nodes of the pieces are not known yet: see {@link #withFileHashes}.
   */
  public static Metainfo ofInfo(byte[] infoBytes, List<List<URI>> announce, List<URI> webSeeds)
      throws MetainfoException {
    try {
      if (!(BDecoder.decode(infoBytes, BLimits.METAINFO) instanceof BDictionary dictionary)) {
        throw new MetainfoException("info", "Not a dictionary");
      }
      Info info = InfoParser.parse(dictionary);
      Envelope envelope = Envelope.of(announce, webSeeds);
      return new Metainfo(infoBytes.clone(), info, info.files(), envelope);
    } catch (BencodeException notBencoding) {
      throw new MetainfoException(notBencoding);
    }
  }

  private static InfoHashes hashes(byte[] infoBytes, TorrentVersion version) {
    Optional<InfoHash> v1 =
        version.hasV1()
            ? Optional.of(new InfoHash(Digest.sha1().hash(infoBytes)))
            : Optional.empty();
    Optional<InfoHash> v2 =
        version.hasV2()
            ? Optional.of(new InfoHash(Digest.sha256().hash(infoBytes)))
            : Optional.empty();
    return new InfoHashes(v1, v2);
  }

  /** The torrent file. Reading it again gives an equal torrent. */
  public byte[] toBytes() {
    BDictionary.Builder outer = envelope.write();
    if (files.stream().anyMatch(PieceLayers::needed)) {
      outer.put("piece layers", PieceLayers.write(files));
    }
    // The info dictionary must stay as it is, even where its keys are out of order.
    return Splice.withInfo(outer.build(), infoBytes);
  }

  /** The info dictionary as it was sent: what peers ask for by BEP 9. A copy. */
  public byte[] infoBytes() {
    return infoBytes.clone();
  }

  public TorrentVersion version() {
    return info.version();
  }

  public InfoHashes infoHashes() {
    return infoHashes;
  }

  public Layout layout() {
    return info.layout();
  }

  /** The suggested name of the file or of the directory of the files. */
  public String name() {
    return info.name();
  }

  /** The files that are stored, without padding, in the torrent's order. */
  public List<LayoutFile> storedFiles() {
    return info.layout().files().stream().filter(file -> !file.padding()).toList();
  }

  /** Tiers of trackers (BEP 12), each in the order of the file; empty if there are none. */
  public List<List<URI>> announce() {
    return envelope.announce();
  }

  /** Addresses that serve the files over HTTP (BEP 19). */
  public List<URI> webSeeds() {
    return envelope.webSeeds();
  }

  /** True if peers may come from the trackers only (BEP 27). */
  public boolean isPrivate() {
    return info.isPrivate();
  }

  public Optional<String> comment() {
    return envelope.comment();
  }

  public Optional<String> createdBy() {
    return envelope.createdBy();
  }

  public Optional<Instant> createdAt() {
    return envelope.createdAt();
  }

  /** True if {@code sha1} is the piece's hash; only for versions with {@code hasV1}. */
  public boolean verifiesV1(PieceIndex piece, byte[] sha1) {
    int from = piece.value() * SHA1;
    return Arrays.equals(info.pieces(), from, from + SHA1, sha1, 0, sha1.length);
  }

  /** Hash trees of the non-empty files, in the torrent's order; empty in version 1. */
  public List<FileHashes> files() {
    return files;
  }

  /** The hash tree of the file that the piece belongs to; empty in version 1. */
  public Optional<FileHashes> fileOf(PieceIndex piece) {
    if (files.isEmpty()) {
      return Optional.empty();
    }
    int file = layout().fileAt(layout().offsetOf(piece));
    int low = 0;
    int high = files.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (files.get(middle).file() <= file) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return files.get(low).file() == file ? Optional.of(files.get(low)) : Optional.empty();
  }

  /** The piece's number in its file, for {@link FileHashes#verifies}. */
  public int pieceInFile(FileHashes file, PieceIndex piece) {
    return piece.value() - layout().firstPieceOf(layout().files().get(file.file()));
  }

  /** True if {@code node} is the piece's node; only for versions with {@code hasV2}. */
  public boolean verifiesV2(PieceIndex piece, byte[] node) {
    return fileOf(piece)
        .filter(FileHashes::knowsPieces)
        .filter(file -> file.verifies(pieceInFile(file, piece), node))
        .isPresent();
  }

  /** False while nodes of pieces are still to be fetched from peers (BEP 52 hash requests). */
  public boolean knowsAllPieces() {
    return files.stream().allMatch(FileHashes::knowsPieces);
  }

  /** The same torrent with the nodes of one more file's pieces. */
  public Metainfo withFileHashes(FileHashes hashes) {
    List<FileHashes> replaced = new ArrayList<>(files);
    replaced.replaceAll(file -> file.file() == hashes.file() ? hashes : file);
    return new Metainfo(infoBytes, infoHashes, info, List.copyOf(replaced), envelope);
  }

  /**
   * A hybrid torrent as those see it who know of its version 1 only: all that a magnet link with a
   * version 1 hash vouches for. Any other torrent is returned as it is.
   */
  public Metainfo onlyV1() {
    if (info.version() != TorrentVersion.HYBRID) {
      return this;
    }
    Info v1 =
        new Info(
            TorrentVersion.V1, info.name(), info.layout(), info.pieces(), List.of(), isPrivate());
    return new Metainfo(infoBytes, v1, List.of(), envelope);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Metainfo that && Arrays.equals(toBytes(), that.toBytes());
  }

  @Override
  public int hashCode() {
    return infoHashes.hashCode();
  }

  @Override
  public String toString() {
    return name() + " " + infoHashes.wire();
  }
}
