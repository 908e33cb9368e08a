/** Licenses: what an entitlement becomes on one device. */
@NullMarked
package tv.coax.license.licensing;

import org.jspecify.annotations.NullMarked;
