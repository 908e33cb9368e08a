/** Files of the box: replaced atomically, readable by the box alone. */
@NullMarked
package tv.coax.agent.store;

import org.jspecify.annotations.NullMarked;
