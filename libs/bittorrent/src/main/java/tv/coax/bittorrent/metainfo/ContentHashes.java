package tv.coax.bittorrent.metainfo;

import java.util.List;
import tv.coax.bittorrent.layout.Layout;

/**
 * The hashes of all pieces of some files.
 *
 * @param layout where the files and pieces are
 * @param pieces SHA-1 of every piece, one after the other; empty without version 1
 * @param files hash trees of the non-empty files; empty without version 2
 */
record ContentHashes(Layout layout, byte[] pieces, List<FileHashes> files) {}
