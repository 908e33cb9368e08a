package tv.coax.local.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import tv.coax.local.process.PlatformException;

/** The databases of a server: one per service, each with an owner of the same name. */
public final class Databases {
  /** {@code invalid_password} of PostgreSQL's error codes. */
  private static final String INVALID_PASSWORD = "28P01";

  private final int port;
  private final String password;

  Databases(int port, String password) {
    this.port = port;
    this.password = password;
  }

  /** Whether the server answers; false too while it recovers. */
  boolean answer() {
    try (Connection connection = connect()) {
      return connection.isValid(2);
    } catch (SQLException e) {
      if (INVALID_PASSWORD.equals(e.getSQLState())) {
        throw new PlatformException(
            "The database was made with another password than the one under secrets; start over"
                + " with --fresh.",
            e);
      }
      return false;
    }
  }

  /** Makes the role and its database unless they exist, and sets the role's password. */
  public void provide(String name, String ownerPassword) {
    if (!name.matches("[a-z]+") || !ownerPassword.matches("[a-z0-9]+")) {
      throw new IllegalArgumentException("Not a plain name and password: " + name);
    }
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      String verb = has(statement, "pg_roles WHERE rolname", name) ? "ALTER" : "CREATE";
      statement.execute(verb + " ROLE " + name + " LOGIN PASSWORD '" + ownerPassword + "'");
      if (!has(statement, "pg_database WHERE datname", name)) {
        statement.execute("CREATE DATABASE " + name + " OWNER " + name);
      }
      statement.execute("REVOKE ALL ON DATABASE " + name + " FROM PUBLIC");
    } catch (SQLException e) {
      throw new PlatformException(
          "The database " + name + " cannot be made: " + e.getMessage() + ".", e);
    }
  }

  /** Where a service finds its database. */
  public String jdbcUrl(String name) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + name;
  }

  private static boolean has(Statement statement, String where, String name) throws SQLException {
    try (var rows = statement.executeQuery("SELECT 1 FROM " + where + " = '" + name + "'")) {
      return rows.next();
    }
  }

  private Connection connect() throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", "postgres");
    properties.setProperty("password", password);
    properties.setProperty("connectTimeout", "2");
    properties.setProperty("socketTimeout", "30");
    return DriverManager.getConnection(jdbcUrl("postgres"), properties);
  }
}
