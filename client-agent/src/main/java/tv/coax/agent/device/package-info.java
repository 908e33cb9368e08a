/** The key pair that is this box, and its registration. */
@NullMarked
package tv.coax.agent.device;

import org.jspecify.annotations.NullMarked;
