/** Bencoded values (BEP 3): a decoder with limits and a canonical encoder. */
@NullMarked
package tv.coax.bittorrent.bencode;

import org.jspecify.annotations.NullMarked;
