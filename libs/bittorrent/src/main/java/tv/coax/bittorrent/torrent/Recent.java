package tv.coax.bittorrent.torrent;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map of what was put in last: when there is too much, what was put in first is forgotten. */
final class Recent<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1;

  private final int max;

  Recent(int max) {
    this.max = max;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > max;
  }
}
