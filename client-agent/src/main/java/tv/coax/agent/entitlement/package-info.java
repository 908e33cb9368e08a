/** How the box learns of new entitlements: at start by a list, then by events. */
@NullMarked
package tv.coax.agent.entitlement;

import org.jspecify.annotations.NullMarked;
