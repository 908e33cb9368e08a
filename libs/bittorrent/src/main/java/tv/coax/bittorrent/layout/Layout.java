package tv.coax.bittorrent.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the bytes of a torrent are divided: into pieces of equal length (the last may be shorter) and
 * into files that follow each other without a gap. Immutable. All arithmetic is done in long, so no
 * value from a stranger can overflow.
 *
 * <p>In version 2 and hybrid torrents every file starts at a piece boundary; the gap before it is a
 * {@linkplain LayoutFile#padding() pad file} (BEP 47, BEP 52), also where the torrent file itself
 * names none.
 */
public final class Layout {
  /** The largest piece that is accepted. */
  public static final int MAX_PIECE_LENGTH = 512 * 1024 * 1024;

  private final int pieceLength;
  private final long totalLength;
  private final int pieceCount;
  private final List<LayoutFile> files;

  private Layout(int pieceLength, List<LayoutFile> files, long totalLength) {
    this.pieceLength = pieceLength;
    this.totalLength = totalLength;
    this.pieceCount = Math.toIntExact(Math.ceilDiv(totalLength, (long) pieceLength));
    this.files = files;
  }

  /**
   * A layout of files that follow each other from offset 0 in the given order.
   *
   * @throws IllegalArgumentException if the piece length is outside 1 to {@link #MAX_PIECE_LENGTH},
   *     the files leave a gap or overlap, or there are more than 2^31 - 1 pieces
   */
  public static Layout of(int pieceLength, List<LayoutFile> files) {
    if (pieceLength < 1 || pieceLength > MAX_PIECE_LENGTH) {
      throw new IllegalArgumentException("The piece length " + pieceLength + " is not supported.");
    }
    long end = 0;
    for (LayoutFile file : files) {
      if (file.offset() != end) {
        throw new IllegalArgumentException("The files of a torrent must follow each other.");
      }
      end = file.end();
    }
    if (Math.ceilDiv(end, (long) pieceLength) > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("The torrent has too many pieces.");
    }
    return new Layout(pieceLength, List.copyOf(files), end);
  }

  /** Bytes of every piece but the last. */
  public int pieceLength() {
    return pieceLength;
  }

  /** Bytes of all pieces together, padding included. */
  public long totalLength() {
    return totalLength;
  }

  /** Bytes of all files that are really stored, padding left out. */
  public long dataLength() {
    return files.stream().filter(file -> !file.padding()).mapToLong(LayoutFile::length).sum();
  }

  public int pieceCount() {
    return pieceCount;
  }

  /** All files in the order of their offsets, pad files among them. */
  public List<LayoutFile> files() {
    return files;
  }

  /** The index as a valid one, or empty if the torrent has no such piece. */
  public Optional<PieceIndex> piece(int index) {
    return index >= 0 && index < pieceCount ? Optional.of(new PieceIndex(index)) : Optional.empty();
  }

  /** The piece that holds the byte at {@code offset}, which must lie inside the torrent. */
  public PieceIndex pieceAt(long offset) {
    if (offset < 0 || offset >= totalLength) {
      throw new IndexOutOfBoundsException("Byte " + offset + " is outside the torrent.");
    }
    return new PieceIndex((int) (offset / pieceLength));
  }

  /** The piece's first byte in the torrent. */
  public long offsetOf(PieceIndex piece) {
    return (long) piece.value() * pieceLength;
  }

  /** Bytes of the piece, padding included: what its SHA-1 (BEP 3) covers. */
  public int lengthOf(PieceIndex piece) {
    return (int) Math.min(pieceLength, totalLength - offsetOf(piece));
  }

  /**
   * Bytes of the piece up to its trailing padding: what has to be asked for. All bytes of the piece
   * from here on are zeros. 0 for a piece of padding only.
   */
  public int dataLengthOf(PieceIndex piece) {
    long start = offsetOf(piece);
    long end = start + lengthOf(piece);
    for (int i = fileAt(end - 1); i >= 0 && end > start; i--) {
      LayoutFile file = files.get(i);
      if (!file.padding() && file.length() > 0) {
        break;
      }
      end = Math.min(end, file.offset());
    }
    return (int) Math.max(0, end - start);
  }

  /** The first byte of the block in the torrent. */
  public long offsetOf(Block block) {
    return offsetOf(block.piece()) + block.begin();
  }

  /** The block with these raw values of the wire, or empty if it is not wholly inside a piece. */
  public Optional<Block> block(int index, int begin, int length) {
    if (index < 0 || index >= pieceCount || begin < 0 || length < 1) {
      return Optional.empty();
    }
    PieceIndex piece = new PieceIndex(index);
    return (long) begin + length <= lengthOf(piece)
        ? Optional.of(new Block(piece, begin, length))
        : Optional.empty();
  }

  /** How many blocks of {@link Block#SIZE} must be asked for to have the piece. */
  public int blockCount(PieceIndex piece) {
    return Math.ceilDiv(dataLengthOf(piece), Block.SIZE);
  }

  /** Block {@code number} of the piece, counted from 0; the last one may be shorter. */
  public Block blockOf(PieceIndex piece, int number) {
    long begin = (long) number * Block.SIZE;
    long length = Math.min(Block.SIZE, dataLengthOf(piece) - begin);
    if (number < 0 || length < 1) {
      throw new IndexOutOfBoundsException("The piece has no block " + number + ".");
    }
    return new Block(piece, (int) begin, (int) length);
  }

  /** The parts of files that hold the given bytes of the torrent, in order, pad files included. */
  public List<FileSpan> spans(long offset, long length) {
    if (offset < 0 || length < 0 || length > totalLength - offset) {
      throw new IndexOutOfBoundsException(
          length + " bytes at " + offset + " are outside the torrent.");
    }
    List<FileSpan> spans = new ArrayList<>(1);
    long position = offset;
    long end = offset + length;
    for (int i = length == 0 ? files.size() : fileAt(offset); position < end; i++) {
      LayoutFile file = files.get(i);
      long run = Math.min(end, file.end()) - position;
      if (run > 0) {
        spans.add(new FileSpan(i, position - file.offset(), run));
        position += run;
      }
    }
    return spans;
  }

  /** First piece that holds a byte of the file; for an empty file, the piece where it would be. */
  public int firstPieceOf(LayoutFile file) {
    return (int) (file.offset() / pieceLength);
  }

  /** The piece after the last one that holds a byte of the file. */
  public int endPieceOf(LayoutFile file) {
    return file.length() == 0
        ? firstPieceOf(file)
        : (int) Math.ceilDiv(file.end(), (long) pieceLength);
  }

  /** The index in {@link #files()} of the file that holds the byte, never an empty file. */
  public int fileAt(long offset) {
    if (offset < 0 || offset >= totalLength) {
      throw new IndexOutOfBoundsException("Byte " + offset + " is outside the torrent.");
    }
    int low = 0;
    int high = files.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (files.get(middle).end() <= offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
