/** A content key on its way to one recipient. */
@NullMarked
package tv.coax.protection.keywrap;

import org.jspecify.annotations.NullMarked;
