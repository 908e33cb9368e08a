/** The license service: content keys, devices, licenses. */
@NullMarked
package tv.coax.license;

import org.jspecify.annotations.NullMarked;
