/** The entitlement made usable on one device. */
@NullMarked
package tv.coax.protection.license;

import org.jspecify.annotations.NullMarked;
