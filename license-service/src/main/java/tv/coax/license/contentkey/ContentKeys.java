package tv.coax.license.contentkey;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import tv.coax.protection.asset.AssetId;
import tv.coax.protection.sealing.ContentKey;

/** Makes and opens the content keys of asset versions. */
@ApplicationScoped
public class ContentKeys {
  private final StoredKeys stored;
  private final Keks keks;
  private final Clock clock;
  private final MeterRegistry metrics;

  @Inject
  ContentKeys(StoredKeys stored, Keks keks, Clock clock, MeterRegistry metrics) {
    this.stored = stored;
    this.keks = keks;
    this.clock = clock;
    this.metrics = metrics;
  }

  record Obtained(ContentKey key, boolean isNew) {}

  /**
   * The key of that asset version, made if it has none. All callers get the same key, however many
   * ask at once. The caller wipes it.
   */
  @Transactional
  Obtained obtain(AssetId asset) {
    Optional<StoredKey> known = stored.of(asset);
    if (known.isPresent()) {
      return new Obtained(open(known.get()), false);
    }
    ContentKey made = ContentKey.random(UUID.randomUUID().toString());
    if (stored.insertIfAbsent(wrap(made, asset))) {
      metrics.counter("coax.content.keys.made").increment();
      return new Obtained(made, true);
    }
    made.wipe();
    return new Obtained(open(stored.of(asset).orElseThrow()), false);
  }

  /** The key of that id, if it is the key of that asset version. The caller wipes it. */
  @Transactional
  public Optional<ContentKey> find(AssetId asset, String keyId) {
    return stored.of(asset).filter(key -> key.keyId.equals(keyId)).map(this::open);
  }

  private StoredKey wrap(ContentKey key, AssetId asset) {
    var row = new StoredKey();
    row.keyId = key.keyId();
    row.titleId = asset.titleId();
    row.assetVersion = asset.version();
    row.createdAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    byte[] plain = key.key();
    try {
      Kek kek = keks.current();
      row.wrappedBy(kek, kek.wrap(plain, asset, key.keyId()));
      return row;
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  private ContentKey open(StoredKey row) {
    byte[] plain = keks.byId(row.kekId).unwrap(row.wrapped(), row.asset(), row.keyId);
    try {
      return new ContentKey(row.keyId, plain);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }
}
