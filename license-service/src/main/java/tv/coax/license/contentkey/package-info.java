/**
 * Content keys, one for each asset version, wrapped at rest by a key that is not in the database.
 */
@NullMarked
package tv.coax.license.contentkey;

import org.jspecify.annotations.NullMarked;
