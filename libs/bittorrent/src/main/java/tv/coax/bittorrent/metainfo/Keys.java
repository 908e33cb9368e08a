package tv.coax.bittorrent.metainfo;

import java.util.Optional;
import tv.coax.bittorrent.bencode.BDictionary;
import tv.coax.bittorrent.bencode.BInteger;
import tv.coax.bittorrent.bencode.BString;
import tv.coax.bittorrent.bencode.BValue;

/** A dictionary of a torrent and where it stands, so that a refusal can name the key. */
record Keys(String where, BDictionary dictionary) {
  String at(String key) {
    if (key.isEmpty()) {
      return where;
    }
    return where.isEmpty() ? key : where + "." + key;
  }

  MetainfoException refuse(String key, String reason) {
    return new MetainfoException(at(key), reason);
  }

  boolean has(String key) {
    return dictionary.get(key).isPresent();
  }

  Optional<BValue> value(String key) {
    return dictionary.get(key);
  }

  Keys dictionary(String key) throws MetainfoException {
    if (dictionary.get(key).orElse(null) instanceof BDictionary child) {
      return new Keys(at(key), child);
    }
    throw refuse(key, has(key) ? "Not a dictionary" : "A dictionary is missing");
  }

  long integer(String key, long min, long max) throws MetainfoException {
    if (!(dictionary.get(key).orElse(null) instanceof BInteger(long value))) {
      throw refuse(key, has(key) ? "Not a number" : "A number is missing");
    }
    if (value < min) {
      throw refuse(key, value < 0 ? "It is negative: " + value : "It is too small: " + value);
    }
    if (value > max) {
      throw refuse(key, "It is too large: " + value);
    }
    return value;
  }

  BString string(String key) throws MetainfoException {
    if (dictionary.get(key).orElse(null) instanceof BString value) {
      return value;
    }
    throw refuse(key, has(key) ? "Not a string" : "A string is missing");
  }
}
