/** What a person sees: lines, progress, tables; colours only on a terminal. */
@NullMarked
package tv.coax.local.console;

import org.jspecify.annotations.NullMarked;
