package tv.coax.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;

/**
 * A real PostgreSQL server for tests, started at first use on a free port and shared by everything
 * in this JVM; it ends with the JVM. Works for any user, root included.
 *
 * <p>The server's port is kept in a system property, because a Quarkus test runs in several class
 * loaders and each of them has its own statics.
 */
public final class TestPostgres {
  private static final String PORT = "coax.testing.postgres.port";
  private static final String ADMIN = "postgres";

  private TestPostgres() {}

  /** Creates an empty database under a name nobody else has. */
  public static TestDatabase newDatabase() {
    String name = "test_" + UUID.randomUUID().toString().replace("-", "");
    String server = "jdbc:postgresql://127.0.0.1:" + port() + "/";
    try (var connection = DriverManager.getConnection(server + ADMIN, ADMIN, ADMIN);
        var statement = connection.createStatement()) {
      statement.execute("CREATE ROLE " + name + " LOGIN PASSWORD '" + name + "'");
      statement.execute("CREATE DATABASE " + name + " OWNER " + name);
    } catch (SQLException e) {
      throw new IllegalStateException("The test's PostgreSQL did not make a database.", e);
    }
    return new TestDatabase(server + name, name, name);
  }

  private static int port() {
    synchronized (System.class) {
      Integer known = Integer.getInteger(PORT);
      if (known != null) {
        return known;
      }
      int port = start();
      System.setProperty(PORT, Integer.toString(port));
      return port;
    }
  }

  private static int start() {
    try {
      var server =
          EmbeddedPostgres.builder()
              .setServerConfig("max_connections", "300")
              .setServerConfig("fsync", "off")
              .start();
      return server.getPort();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL did not start for the tests.", e);
    }
  }
}
