/** What to ask a peer for next: rarest first, sequential, deadlines, endgame. */
@NullMarked
package tv.coax.bittorrent.pick;

import org.jspecify.annotations.NullMarked;
