/** A real PostgreSQL server from the binaries of Maven Central. */
@NullMarked
package tv.coax.local.postgres;

import org.jspecify.annotations.NullMarked;
