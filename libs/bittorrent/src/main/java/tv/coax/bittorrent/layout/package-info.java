/** Pieces, blocks, files and bitfields: all arithmetic of a torrent's bytes, in long. */
@NullMarked
package tv.coax.bittorrent.layout;

import org.jspecify.annotations.NullMarked;
