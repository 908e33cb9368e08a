/** Telling the catalog of sealed assets until it knows them. */
@NullMarked
package tv.coax.seeder.catalog;

import org.jspecify.annotations.NullMarked;
