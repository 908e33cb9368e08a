@NullMarked
package tv.coax.license;

import org.jspecify.annotations.NullMarked;
