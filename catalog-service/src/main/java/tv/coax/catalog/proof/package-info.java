/** Proof that a call comes from the device it names. */
@NullMarked
package tv.coax.catalog.proof;

import org.jspecify.annotations.NullMarked;
