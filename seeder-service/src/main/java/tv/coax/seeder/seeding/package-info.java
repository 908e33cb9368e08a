/** Serving the sealed assets to peers through the engine. */
@NullMarked
package tv.coax.seeder.seeding;

import org.jspecify.annotations.NullMarked;
