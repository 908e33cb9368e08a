/** The account this box is paired with: refresh token and access tokens. */
@NullMarked
package tv.coax.agent.identity;

import org.jspecify.annotations.NullMarked;
