package tv.coax.bittorrent.bencode;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes bencoding (BEP 3) in its one canonical form: keys in the order of their bytes. */
public final class BEncoder {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private BEncoder() {}

  public static byte[] encode(BValue value) {
    BEncoder encoder = new BEncoder();
    encoder.write(value);
    return encoder.out.toByteArray();
  }

  private void write(BValue value) {
    switch (value) {
      case BInteger integer -> ascii("i" + integer.value() + "e");
      case BString string -> {
        ascii(string.length() + ":");
        out.writeBytes(string.raw());
      }
      case BList list -> {
        out.write('l');
        list.values().forEach(this::write);
        out.write('e');
      }
      case BDictionary dictionary -> {
        out.write('d');
        dictionary
            .entries()
            .forEach((key, entry) -> {
              write(key);
              write(entry);
            });
        out.write('e');
      }
    }
  }

  private void ascii(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }
}
