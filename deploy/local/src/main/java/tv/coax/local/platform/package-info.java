/** All of Coax on one machine. */
@NullMarked
package tv.coax.local.platform;

import org.jspecify.annotations.NullMarked;
