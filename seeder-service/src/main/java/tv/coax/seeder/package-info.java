@NullMarked
package tv.coax.seeder;

import org.jspecify.annotations.NullMarked;
