@NullMarked
package tv.coax.local;

import org.jspecify.annotations.NullMarked;
