/** Proof that a call comes from the device it names, and the signed time it is answered with. */
@NullMarked
package tv.coax.license.proof;

import org.jspecify.annotations.NullMarked;
