/** One swarm: joins peers, picker, choker and storage into a torrent. */
@NullMarked
package tv.coax.bittorrent.torrent;

import org.jspecify.annotations.NullMarked;
