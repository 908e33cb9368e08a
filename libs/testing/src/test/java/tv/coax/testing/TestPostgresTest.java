package tv.coax.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class TestPostgresTest {

  @Test
  void everyUseGetsAnEmptyDatabaseOfOneSharedServer() throws SQLException {
    TestDatabase first = TestPostgres.newDatabase();
    TestDatabase second = TestPostgres.newDatabase();

    execute(first, "CREATE TABLE films (name text)");
    execute(second, "CREATE TABLE films (name text)");

    assertThat(first.jdbcUrl()).isNotEqualTo(second.jdbcUrl());
    assertThat(server(first)).isEqualTo(server(second));
  }

  private static void execute(TestDatabase database, String sql) throws SQLException {
    try (var connection =
            DriverManager.getConnection(
                database.jdbcUrl(), database.username(), database.password());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String server(TestDatabase database) {
    return database.jdbcUrl().substring(0, database.jdbcUrl().lastIndexOf('/'));
  }
}
