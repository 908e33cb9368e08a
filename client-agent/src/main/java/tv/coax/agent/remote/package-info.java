/** Calls to the operator's services. */
@NullMarked
package tv.coax.agent.remote;

import org.jspecify.annotations.NullMarked;
