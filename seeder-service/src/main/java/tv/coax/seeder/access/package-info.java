/** The service's own access token for calls to the other services. */
@NullMarked
package tv.coax.seeder.access;

import org.jspecify.annotations.NullMarked;
