/** What the account may play. */
@NullMarked
package tv.coax.agent.library;

import org.jspecify.annotations.NullMarked;
