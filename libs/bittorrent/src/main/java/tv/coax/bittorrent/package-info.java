@NullMarked
package tv.coax.bittorrent;

import org.jspecify.annotations.NullMarked;
