/** Signed documents: the issuer's key, its published set, and the checks every document passes. */
@NullMarked
package tv.coax.protection.jws;

import org.jspecify.annotations.NullMarked;
