/** The whole story: seal, sell, carry, play, and prove it. */
@NullMarked
package tv.coax.local.demo;

import org.jspecify.annotations.NullMarked;
