package tv.coax.catalog.entitlement;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Hears from PostgreSQL, on a connection of its own, of every entitlement that any copy of the
 * service commits, and wakes the listeners. Every {@code coax.entitlements.look-every} it also
 * compares with the tables, so that a notification lost with a connection is made up for.
 */
@ApplicationScoped
class EntitlementNotices {
  private static final Logger LOG = Logger.getLogger(EntitlementNotices.class);
  private static final int PAUSE_AFTER_LOSS_MILLIS = 500;

  private final DataSource database;
  private final EntitlementFeed feed;
  private final Feeding feeding;
  private volatile boolean stopped;
  private @Nullable Thread thread;

  EntitlementNotices(DataSource database, EntitlementFeed feed, Feeding feeding) {
    this.database = database;
    this.feed = feed;
    this.feeding = feeding;
  }

  void start(@Observes StartupEvent event) {
    thread = Thread.ofVirtual().name("entitlement-notices").start(this::run);
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stopped = true;
    if (thread != null) {
      thread.interrupt();
      thread.join(feeding.lookEvery().plusSeconds(1));
    }
  }

  private void run() {
    while (!stopped) {
      try (Connection connection = database.getConnection()) {
        hear(connection);
      } catch (SQLException | RuntimeException e) {
        if (!stopped) {
          LOG.warnf("Lost the connection that hears of entitlements, and try again: %s", e);
          pause();
        }
      }
    }
  }

  private void hear(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("listen entitlement");
    }
    PGConnection notices = connection.unwrap(PGConnection.class);
    int waitMillis = Math.toIntExact(feeding.lookEvery().toMillis());
    long lastLook = System.nanoTime();
    lookAround(connection);
    while (!stopped) {
      PGNotification[] heard = notices.getNotifications(waitMillis);
      if (heard != null) {
        for (PGNotification notice : heard) {
          feed.wake(notice.getParameter());
        }
      }
      if (System.nanoTime() - lastLook >= feeding.lookEvery().toNanos()) {
        lookAround(connection);
        lastLook = System.nanoTime();
      }
    }
  }

  /** Wakes who has missed something; proves the connection alive as well. */
  private void lookAround(Connection connection) throws SQLException {
    Set<String> accounts = feed.listenedAccounts();
    Array wanted = connection.createArrayOf("text", accounts.toArray());
    try (PreparedStatement query =
        connection.prepareStatement("select id, entitlement_seq from account where id = any (?)")) {
      query.setArray(1, wanted);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          feed.wakeBehind(rows.getString(1), rows.getLong(2));
        }
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_AFTER_LOSS_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
