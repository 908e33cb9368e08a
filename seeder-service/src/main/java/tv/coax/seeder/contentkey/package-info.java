/** Content keys, asked from the license service. */
@NullMarked
package tv.coax.seeder.contentkey;

import org.jspecify.annotations.NullMarked;
