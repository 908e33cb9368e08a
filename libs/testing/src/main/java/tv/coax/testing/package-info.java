@NullMarked
package tv.coax.testing;

import org.jspecify.annotations.NullMarked;
