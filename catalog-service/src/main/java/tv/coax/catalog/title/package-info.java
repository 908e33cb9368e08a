/** Titles: what the catalog shows. */
@NullMarked
package tv.coax.catalog.title;

import org.jspecify.annotations.NullMarked;
