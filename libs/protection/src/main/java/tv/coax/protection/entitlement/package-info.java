/** The catalog's statement that an account may have a title on a device. */
@NullMarked
package tv.coax.protection.entitlement;

import org.jspecify.annotations.NullMarked;
