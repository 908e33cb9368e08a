/** The film of the demonstration: fetched and checked, or any file of the user. */
@NullMarked
package tv.coax.local.film;

import org.jspecify.annotations.NullMarked;
