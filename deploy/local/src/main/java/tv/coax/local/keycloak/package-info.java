/** A real Keycloak from Maven Central, with the realm imported. */
@NullMarked
package tv.coax.local.keycloak;

import org.jspecify.annotations.NullMarked;
