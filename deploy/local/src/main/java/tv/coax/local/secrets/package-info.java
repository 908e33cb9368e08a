/** Passwords made once and kept in files only their owner can read. */
@NullMarked
package tv.coax.local.secrets;

import org.jspecify.annotations.NullMarked;
