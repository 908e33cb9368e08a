/** Reading verified bytes in order while they are still arriving. */
@NullMarked
package tv.coax.bittorrent.play;

import org.jspecify.annotations.NullMarked;
