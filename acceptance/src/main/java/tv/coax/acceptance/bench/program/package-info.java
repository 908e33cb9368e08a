/** What runs under measurement as a process of its own. */
@NullMarked
package tv.coax.acceptance.bench.program;

import org.jspecify.annotations.NullMarked;
