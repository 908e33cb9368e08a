/** The pages an operator works on. */
@NullMarked
package tv.coax.catalog.console;

import org.jspecify.annotations.NullMarked;
