/** Benchmarks: ours and a peer's in one run, on one machine, as a ratio. */
@NullMarked
package tv.coax.acceptance.bench;

import org.jspecify.annotations.NullMarked;
