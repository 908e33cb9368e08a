/** Trusted time, which never goes back. */
@NullMarked
package tv.coax.agent.clock;

import org.jspecify.annotations.NullMarked;
