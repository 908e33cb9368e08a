/** The one event loop that owns all state of a session: its clock, its timers, its workers. */
@NullMarked
package tv.coax.bittorrent.loop;

import org.jspecify.annotations.NullMarked;
