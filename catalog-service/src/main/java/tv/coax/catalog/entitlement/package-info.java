/** Rights that follow from orders: listed, pushed, and made into tokens and tickets. */
@NullMarked
package tv.coax.catalog.entitlement;

import org.jspecify.annotations.NullMarked;
