/** Torrent files of version 1, 2 and hybrid (BEP 3, 47, 52): read, build, hash. */
@NullMarked
package tv.coax.bittorrent.metainfo;

import org.jspecify.annotations.NullMarked;
