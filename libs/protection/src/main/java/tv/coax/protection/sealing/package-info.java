/** The sealed format: writing it in one pass, reading it at random while it is still arriving. */
@NullMarked
package tv.coax.protection.sealing;

import org.jspecify.annotations.NullMarked;
