/** What all pages share: who is looking, forms from our own origin only, security headers. */
@NullMarked
package tv.coax.catalog.web;

import org.jspecify.annotations.NullMarked;
