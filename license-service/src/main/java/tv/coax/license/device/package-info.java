/** The boxes of an account, each known by its key. */
@NullMarked
package tv.coax.license.device;

import org.jspecify.annotations.NullMarked;
