/** The {@code torrent} command. */
@NullMarked
package tv.coax.bittorrent.command;

import org.jspecify.annotations.NullMarked;
