/** The operator's view of who may log in, kept in Keycloak. */
@NullMarked
package tv.coax.catalog.subscriber;

import org.jspecify.annotations.NullMarked;
