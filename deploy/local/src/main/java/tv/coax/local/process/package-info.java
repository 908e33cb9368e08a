/** Programs of this machine, started, watched and stopped by us. */
@NullMarked
package tv.coax.local.process;

import org.jspecify.annotations.NullMarked;
