/** Pairing by the OAuth 2.0 device grant (RFC 8628). */
@NullMarked
package tv.coax.agent.pairing;

import org.jspecify.annotations.NullMarked;
