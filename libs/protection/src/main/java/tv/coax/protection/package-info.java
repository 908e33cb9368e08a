@NullMarked
package tv.coax.protection;

import org.jspecify.annotations.NullMarked;
