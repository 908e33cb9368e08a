/** What every answer of the box has in common: who may ask, and how a refusal looks. */
@NullMarked
package tv.coax.agent.web;

import org.jspecify.annotations.NullMarked;
