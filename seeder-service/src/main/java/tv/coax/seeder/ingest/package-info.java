/**
 * Bringing a film in: one pass from the request body to a sealed file, its hashes and its record.
 */
@NullMarked
package tv.coax.seeder.ingest;

import org.jspecify.annotations.NullMarked;
