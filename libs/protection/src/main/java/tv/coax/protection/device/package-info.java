/** A device's key and its proof of possession. */
@NullMarked
package tv.coax.protection.device;

import org.jspecify.annotations.NullMarked;
