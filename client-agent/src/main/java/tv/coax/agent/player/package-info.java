/** The film in the clear, for the player on this box only. */
@NullMarked
package tv.coax.agent.player;

import org.jspecify.annotations.NullMarked;
