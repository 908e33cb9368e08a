@NullMarked
package tv.coax.catalog;

import org.jspecify.annotations.NullMarked;
