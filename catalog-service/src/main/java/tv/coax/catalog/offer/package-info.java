/** Offers: a right for a price in a territory and a window. */
@NullMarked
package tv.coax.catalog.offer;

import org.jspecify.annotations.NullMarked;
