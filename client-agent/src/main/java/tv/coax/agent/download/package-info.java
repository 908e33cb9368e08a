/** Sealed assets on their way to this box, and from it to others. */
@NullMarked
package tv.coax.agent.download;

import org.jspecify.annotations.NullMarked;
