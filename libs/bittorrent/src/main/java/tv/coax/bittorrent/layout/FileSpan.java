package tv.coax.bittorrent.layout;

/**
 * A run of bytes inside one file of a torrent.
 *
 * @param file index into {@link Layout#files()}; it may be a pad file, whose bytes are zeros
 * @param offset first byte, counted from the start of the file
 * @param length bytes, at least 1
 */
public record FileSpan(int file, long offset, long length) {}
