/** The catalog as its callers meet it, on a real PostgreSQL. */
package tv.coax.catalog;
