/** The pages a subscriber browses and buys on. */
@NullMarked
package tv.coax.catalog.storefront;

import org.jspecify.annotations.NullMarked;
