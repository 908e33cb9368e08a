/** The box screen and the JSON that feeds it. */
@NullMarked
package tv.coax.agent.screen;

import org.jspecify.annotations.NullMarked;
