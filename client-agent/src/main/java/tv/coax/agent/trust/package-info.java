/** The published keys of those whose documents the box believes. */
@NullMarked
package tv.coax.agent.trust;

import org.jspecify.annotations.NullMarked;
