/** What anyone may browse, and what makes a title fit to be published. */
@NullMarked
package tv.coax.catalog.listing;

import org.jspecify.annotations.NullMarked;
