/** The clock that all of the service goes by. */
@NullMarked
package tv.coax.license.time;

import org.jspecify.annotations.NullMarked;
