/** Licenses: fetched, verified, kept, renewed, and what they allow now. */
@NullMarked
package tv.coax.agent.license;

import org.jspecify.annotations.NullMarked;
