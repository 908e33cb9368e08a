/** Who is served, and how fast: choking and rate limits. */
@NullMarked
package tv.coax.bittorrent.choke;

import org.jspecify.annotations.NullMarked;
