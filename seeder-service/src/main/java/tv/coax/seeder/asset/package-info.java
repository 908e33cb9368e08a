/** Sealed assets: what is stored, under which info-hash, and the torrent of each. */
@NullMarked
package tv.coax.seeder.asset;

import org.jspecify.annotations.NullMarked;
