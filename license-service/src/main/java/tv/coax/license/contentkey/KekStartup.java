package tv.coax.license.contentkey;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Holds the key-encryption key against the database when the service starts: it refuses to start
 * with a key that does not open what is there, and moves what earlier keys wrap to the current one.
 */
@ApplicationScoped
class KekStartup {
  private static final Logger LOG = Logger.getLogger(KekStartup.class);
  private static final int BATCH = 100;

  private final Keks keks;
  private final StoredKeys stored;

  @Inject
  KekStartup(Keks keks, StoredKeys stored) {
    this.keks = keks;
    this.stored = stored;
  }

  void onStart(@Observes @Priority(1) StartupEvent event) {
    try {
      check();
    } catch (KekException e) {
      LOG.fatalf("The service does not start. %s", e.getMessage());
      throw e;
    }
  }

  private void check() {
    List<String> needed = QuarkusTransaction.requiringNew().call(stored::kekIds);
    keks.load(needed.isEmpty());
    for (String kekId : needed) {
      QuarkusTransaction.requiringNew().run(() -> requireOpens(kekId));
    }
    int moved = rotate();
    if (moved > 0) {
      LOG.infof("%d content keys are now wrapped by the key-encryption key %s.", moved, current());
    }
    LOG.infof("Content keys are wrapped by the key-encryption key %s.", current());
  }

  private String current() {
    return keks.current().id();
  }

  private void requireOpens(String kekId) {
    Kek kek = keks.byId(kekId);
    stored
        .anyWrappedBy(kekId)
        .ifPresent(row -> wipe(kek.unwrap(row.wrapped(), row.asset(), row.keyId)));
  }

  private int rotate() {
    int moved = 0;
    int batch;
    do {
      batch = QuarkusTransaction.requiringNew().call(this::rotateBatch);
      moved += batch;
    } while (batch > 0);
    return moved;
  }

  private int rotateBatch() {
    List<StoredKey> rows = stored.notWrappedBy(current(), BATCH);
    for (StoredKey row : rows) {
      byte[] plain = keks.byId(row.kekId).unwrap(row.wrapped(), row.asset(), row.keyId);
      try {
        row.wrappedBy(keks.current(), keks.current().wrap(plain, row.asset(), row.keyId));
      } finally {
        wipe(plain);
      }
    }
    return rows.size();
  }

  private static void wipe(byte[] key) {
    Arrays.fill(key, (byte) 0);
  }
}
