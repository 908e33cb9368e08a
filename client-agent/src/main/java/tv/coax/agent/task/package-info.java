/** Work in the background that is retried until it is done. */
@NullMarked
package tv.coax.agent.task;

import org.jspecify.annotations.NullMarked;
