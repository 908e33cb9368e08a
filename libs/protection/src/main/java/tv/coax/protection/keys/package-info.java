/** P-256 keys: their public form, their thumbprint and the file that holds a private one. */
@NullMarked
package tv.coax.protection.keys;

import org.jspecify.annotations.NullMarked;
