package tv.coax.bittorrent.storage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import tv.coax.bittorrent.bencode.BDecoder;
import tv.coax.bittorrent.bencode.BDictionary;
import tv.coax.bittorrent.bencode.BEncoder;
import tv.coax.bittorrent.bencode.BInteger;
import tv.coax.bittorrent.bencode.BLimits;
import tv.coax.bittorrent.bencode.BList;
import tv.coax.bittorrent.bencode.BString;
import tv.coax.bittorrent.bencode.BValue;
import tv.coax.bittorrent.bencode.BencodeException;
import tv.coax.bittorrent.layout.Bitfield;

/**
 * What a resume file says: a snapshot, followed by notes of single pieces that were added since.
 *
 * <p>The file: 8 bytes {@code COAXRES1}, length and CRC-32 of the snapshot (4 bytes each), the
 * snapshot (bencoded), then notes of 8 bytes each: the piece, or its complement for one that was
 * lost, and the same number scrambled, so that a torn note is recognised.
 *
 * @param torrent the 20 wire bytes of the info-hash
 * @param verified the pieces vouched for, notes included
 * @param files length and time of last change of each file when the snapshot was made; -1 if absent
 * @param clean the torrent was closed after this snapshot: the files must be exactly like this
 * @param bootId see {@link Volume#bootId}
 * @param counts see {@link ResumeCounts}
 */
record ResumeData(
    byte[] torrent,
    Bitfield verified,
    List<FileState> files,
    boolean clean,
    String bootId,
    ResumeCounts counts) {
  /** A file as it was found. */
  record FileState(long length, long modifiedMillis) {}

  private static final long MAGIC = 0x434F_4158_5245_5331L;
  private static final int HEADER = 16;
  private static final int NOTE = 8;
  private static final int SCRAMBLE = 0x9E37_79B1;
  private static final BLimits LIMITS = new BLimits(256 << 20, 8, 8_000_000);

  /** A note that the piece is good, or is not any more. */
  static byte[] note(int piece, boolean good) {
    int value = good ? piece : ~piece;
    return ByteBuffer.allocate(NOTE).putInt(value).putInt(value * SCRAMBLE ^ SCRAMBLE).array();
  }

  byte[] encode() {
    List<BValue> states = new ArrayList<>();
    for (FileState file : files) {
      states.add(BList.of(new BInteger(file.length()), new BInteger(file.modifiedMillis())));
    }
    List<BValue> sources = new ArrayList<>();
    counts
        .sources()
        .forEach((address, bytes) ->
            sources.add(
                BList.of(
                    BString.of(address.getAddress().getAddress()),
                    new BInteger(address.getPort()),
                    new BInteger(bytes))));
    byte[] snapshot =
        BEncoder.encode(
            BDictionary.builder()
                .put("torrent", torrent)
                .put("pieces", verified.toBytes())
                .put("files", new BList(states))
                .put("clean", clean ? 1 : 0)
                .put("boot", bootId)
                .put("downloaded", counts.downloadedBytes())
                .put("uploaded", counts.uploadedBytes())
                .put("wasted", counts.wastedBytes())
                .put("failures", counts.hashFailures())
                .put("sources", new BList(sources))
                .build());
    CRC32 crc = new CRC32();
    crc.update(snapshot);
    return ByteBuffer.allocate(HEADER + snapshot.length)
        .putLong(MAGIC)
        .putInt(snapshot.length)
        .putInt((int) crc.getValue())
        .put(snapshot)
        .array();
  }

  /** Reads a resume file of a torrent with so many pieces; empty if it is damaged or another's. */
  static Optional<ResumeData> decode(byte[] bytes, byte[] torrent, int pieces) {
    if (bytes.length < HEADER) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (in.getLong() != MAGIC) {
      return Optional.empty();
    }
    int length = in.getInt();
    int expected = in.getInt();
    if (length < 0 || length > in.remaining()) {
      return Optional.empty();
    }
    byte[] snapshot = new byte[length];
    in.get(snapshot);
    CRC32 crc = new CRC32();
    crc.update(snapshot);
    if ((int) crc.getValue() != expected) {
      return Optional.empty();
    }
    try {
      ResumeData data = parse(snapshot, pieces);
      if (!Arrays.equals(data.torrent, torrent)) {
        return Optional.empty();
      }
      data.applyNotes(in);
      return Optional.of(data);
    } catch (BencodeException | IOException | ClassCastException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private void applyNotes(ByteBuffer in) {
    while (in.remaining() >= NOTE) {
      int value = in.getInt();
      int check = in.getInt();
      int piece = value < 0 ? ~value : value;
      if (check != (value * SCRAMBLE ^ SCRAMBLE)) {
        return;
      }
      if (piece < verified.size()) {
        if (value >= 0) {
          verified.set(piece);
        } else {
          verified.clear(piece);
        }
      }
    }
  }

  private static ResumeData parse(byte[] snapshot, int pieces)
      throws BencodeException, IOException {
    if (!(BDecoder.decode(snapshot, LIMITS) instanceof BDictionary all)) {
      throw new IOException("The snapshot is not a dictionary.");
    }
    Bitfield verified =
        all.string("pieces")
            .flatMap(bits -> Bitfield.parse(bits.bytes(), pieces))
            .orElseThrow(() -> new IOException("The snapshot's pieces do not fit."));
    List<FileState> files = new ArrayList<>();
    for (BValue file : all.list("files").orElse(BList.of()).values()) {
      List<BValue> state = ((BList) file).values();
      files.add(new FileState(number(state.get(0)), number(state.get(1))));
    }
    Map<InetSocketAddress, Long> sources = new HashMap<>();
    for (BValue source : all.list("sources").orElse(BList.of()).values()) {
      List<BValue> parts = ((BList) source).values();
      sources.put(address(parts), number(parts.get(2)));
    }
    return new ResumeData(
        all.string("torrent").map(BString::bytes).orElse(new byte[0]),
        verified,
        files,
        all.integer("clean").orElse(0L) == 1,
        all.text("boot").orElse(""),
        new ResumeCounts(
            all.integer("downloaded").orElse(0L),
            all.integer("uploaded").orElse(0L),
            all.integer("wasted").orElse(0L),
            all.integer("failures").orElse(0L).intValue(),
            sources));
  }

  private static InetSocketAddress address(List<BValue> parts) throws UnknownHostException {
    InetAddress host = InetAddress.getByAddress(((BString) parts.get(0)).bytes());
    return new InetSocketAddress(host, (int) number(parts.get(1)) & 0xFFFF);
  }

  private static long number(BValue value) {
    return ((BInteger) value).value();
  }
}
