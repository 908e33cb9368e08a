/** Sealed assets, as the seeder's signed manifests describe them. */
@NullMarked
package tv.coax.catalog.asset;

import org.jspecify.annotations.NullMarked;
