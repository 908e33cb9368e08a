package tv.coax.bittorrent.torrent;

/**
 * What a check of a part of the files found.
 *
 * @param checkedPieces pieces that were read and hashed
 * @param badPieces those that did not match; they are no longer offered and are fetched again
 */
public record RecheckResult(int checkedPieces, int badPieces) {}
