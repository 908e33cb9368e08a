package tv.coax.bittorrent.bencode;

import java.util.List;

/** A list of values. */
public record BList(List<BValue> values) implements BValue {
  public BList {
    values = List.copyOf(values);
  }

  public static BList of(BValue... values) {
    return new BList(List.of(values));
  }
}
