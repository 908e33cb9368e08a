/** What an asset is called wherever it is named. */
@NullMarked
package tv.coax.protection.asset;

import org.jspecify.annotations.NullMarked;
