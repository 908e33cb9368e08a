/** The households that pay. */
@NullMarked
package tv.coax.catalog.account;

import org.jspecify.annotations.NullMarked;
