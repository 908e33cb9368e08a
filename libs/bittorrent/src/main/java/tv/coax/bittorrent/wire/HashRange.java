package tv.coax.bittorrent.wire;

import java.util.Arrays;

/**
 * Hashes of one layer of a file's Merkle tree (BEP 52).
 *
 * @param piecesRoot root of the file's tree, 32 bytes
 * @param baseLayer the layer, counted from the leaves
 * @param index the first hash of the layer, a multiple of {@code length}
 * @param length how many hashes, a power of two
 * @param proofLayers how many layers above are covered by uncle hashes
 */
public record HashRange(byte[] piecesRoot, int baseLayer, int index, int length, int proofLayers) {
  /** Bytes on the wire. */
  static final int BYTES = 48;

  @Override
  public boolean equals(Object other) {
    return other instanceof HashRange that
        && Arrays.equals(piecesRoot, that.piecesRoot)
        && baseLayer == that.baseLayer
        && index == that.index
        && length == that.length
        && proofLayers == that.proofLayers;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(piecesRoot) * 31 + index;
  }
}
