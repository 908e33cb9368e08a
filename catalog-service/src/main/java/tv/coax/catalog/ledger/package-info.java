/** The double-entry book that proves every sale. */
@NullMarked
package tv.coax.catalog.ledger;

import org.jspecify.annotations.NullMarked;
