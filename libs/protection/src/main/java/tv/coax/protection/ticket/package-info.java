/** Short-lived proof that a device may join one swarm. */
@NullMarked
package tv.coax.protection.ticket;

import org.jspecify.annotations.NullMarked;
