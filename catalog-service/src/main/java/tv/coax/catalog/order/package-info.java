/** The sale: order, charge and entitlement in one transaction. */
@NullMarked
package tv.coax.catalog.order;

import org.jspecify.annotations.NullMarked;
