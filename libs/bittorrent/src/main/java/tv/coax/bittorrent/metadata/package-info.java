/** Torrents from a magnet link: the link itself (BEP 9, 53) and the metadata that peers send. */
@NullMarked
package tv.coax.bittorrent.metadata;

import org.jspecify.annotations.NullMarked;
