/** Pieces on a disk: writing, verification while blocks arrive, resume data. */
@NullMarked
package tv.coax.bittorrent.storage;

import org.jspecify.annotations.NullMarked;
