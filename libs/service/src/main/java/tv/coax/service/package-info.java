@NullMarked
package tv.coax.service;

import org.jspecify.annotations.NullMarked;
