/** One connection to one peer: its handshake, its flags, its queues. */
@NullMarked
package tv.coax.bittorrent.peer;

import org.jspecify.annotations.NullMarked;
