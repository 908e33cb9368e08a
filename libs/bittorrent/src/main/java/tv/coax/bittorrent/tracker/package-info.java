/** The announce client: HTTP (BEP 3, 7, 23, 48) and UDP (BEP 15, 41) trackers in tiers (BEP 12). */
@NullMarked
package tv.coax.bittorrent.tracker;

import org.jspecify.annotations.NullMarked;
