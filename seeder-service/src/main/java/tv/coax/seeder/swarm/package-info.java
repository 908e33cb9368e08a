/** The operator's view of the swarms. */
@NullMarked
package tv.coax.seeder.swarm;

import org.jspecify.annotations.NullMarked;
