/**
 * The HTTP tracker: who is in which swarm, and whom a peer with a ticket is told of (BEP 3, 7, 23,
 * 24, 27, 48).
 */
@NullMarked
package tv.coax.seeder.tracker;

import org.jspecify.annotations.NullMarked;
