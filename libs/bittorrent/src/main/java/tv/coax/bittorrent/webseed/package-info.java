/** Web seeds (BEP 19): files of a torrent from an HTTP server, as if it were a peer. */
@NullMarked
package tv.coax.bittorrent.webseed;

import org.jspecify.annotations.NullMarked;
