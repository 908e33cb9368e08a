@NullMarked
package tv.coax.agent;

import org.jspecify.annotations.NullMarked;
