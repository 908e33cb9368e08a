/** One id that follows a purchase through all services. */
@NullMarked
package tv.coax.service.correlation;

import org.jspecify.annotations.NullMarked;
