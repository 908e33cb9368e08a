/** Errors as RFC 9457 problem details, the same from every service. */
@NullMarked
package tv.coax.service.problem;

import org.jspecify.annotations.NullMarked;
