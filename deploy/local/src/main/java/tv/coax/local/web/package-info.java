/** A person's browser and an API client, as far as the demonstration needs them. */
@NullMarked
package tv.coax.local.web;

import org.jspecify.annotations.NullMarked;
