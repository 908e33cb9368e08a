/** The key a service signs with, and its published JWK set. */
@NullMarked
package tv.coax.service.keys;

import org.jspecify.annotations.NullMarked;
