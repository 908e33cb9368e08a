/** Amounts of money and what the operator bills in. */
@NullMarked
package tv.coax.catalog.money;

import org.jspecify.annotations.NullMarked;
