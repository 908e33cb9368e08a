/** The seeder's signed description of an asset. */
@NullMarked
package tv.coax.protection.manifest;

import org.jspecify.annotations.NullMarked;
