package tv.coax.bittorrent.bencode;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A dictionary, its keys in the order of their bytes. Read with the typed getters: each is empty
 * where the key is missing or its value is of another kind.
 */
public record BDictionary(SortedMap<BString, BValue> entries) implements BValue {
  public static final BDictionary EMPTY = new BDictionary(new TreeMap<>());

  public BDictionary {
    entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
  }

  public static Builder builder() {
    return new Builder();
  }

  public Optional<BValue> get(String key) {
    return Optional.ofNullable(entries.get(BString.of(key)));
  }

  public Optional<BString> string(String key) {
    return get(key).filter(BString.class::isInstance).map(BString.class::cast);
  }

  /** The value as UTF-8 text. */
  public Optional<String> text(String key) {
    return string(key).flatMap(BString::text);
  }

  public Optional<Long> integer(String key) {
    return get(key).filter(BInteger.class::isInstance).map(value -> ((BInteger) value).value());
  }

  public Optional<BList> list(String key) {
    return get(key).filter(BList.class::isInstance).map(BList.class::cast);
  }

  public Optional<BDictionary> dictionary(String key) {
    return get(key).filter(BDictionary.class::isInstance).map(BDictionary.class::cast);
  }

  /** Collects entries; a later value of the same key replaces the earlier one. */
  public static final class Builder {
    private final SortedMap<BString, BValue> entries = new TreeMap<>();

    public Builder put(BString key, BValue value) {
      entries.put(key, value);
      return this;
    }

    public Builder put(String key, BValue value) {
      return put(BString.of(key), value);
    }

    public Builder put(String key, long value) {
      return put(key, new BInteger(value));
    }

    public Builder put(String key, String value) {
      return put(key, BString.of(value));
    }

    public Builder put(String key, byte[] value) {
      return put(key, BString.of(value));
    }

    public BDictionary build() {
      return new BDictionary(entries);
    }
  }
}
