/** All torrents of a process: listening, routing of connections, limits, shutdown. */
@NullMarked
package tv.coax.bittorrent.session;

import org.jspecify.annotations.NullMarked;
