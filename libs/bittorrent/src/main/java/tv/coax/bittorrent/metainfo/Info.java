package tv.coax.bittorrent.metainfo;

import java.util.List;
import tv.coax.bittorrent.layout.Layout;

/**
 * A valid info dictionary.
 *
 * @param pieces SHA-1 of every piece, one after the other; empty in version 2
 * @param files hash trees of the non-empty files in the order of the layout; empty in version 1
 */
record Info(
    TorrentVersion version,
    String name,
    Layout layout,
    byte[] pieces,
    List<FileHashes> files,
    boolean isPrivate) {}
