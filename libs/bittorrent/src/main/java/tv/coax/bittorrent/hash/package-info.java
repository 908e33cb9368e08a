/** Hashing of bytes wherever they are, in the heap or outside. */
@NullMarked
package tv.coax.bittorrent.hash;

import org.jspecify.annotations.NullMarked;
