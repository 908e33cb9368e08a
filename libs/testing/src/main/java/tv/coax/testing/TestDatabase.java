package tv.coax.testing;

/**
 * One empty PostgreSQL database of its own, with an owner who has no rights beyond it: the same
 * position a service is in when deployed.
 */
public record TestDatabase(String jdbcUrl, String username, String password) {}
