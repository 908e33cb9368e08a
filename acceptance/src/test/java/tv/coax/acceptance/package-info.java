/** Coax as its users meet it: every process real, a real browser, faults. */
@NullMarked
package tv.coax.acceptance;

import org.jspecify.annotations.NullMarked;
