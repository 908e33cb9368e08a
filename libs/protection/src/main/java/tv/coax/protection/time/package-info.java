/** What time it is, by a server's word. */
@NullMarked
package tv.coax.protection.time;

import org.jspecify.annotations.NullMarked;
