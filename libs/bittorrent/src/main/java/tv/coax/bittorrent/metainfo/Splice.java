package tv.coax.bittorrent.metainfo;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tv.coax.bittorrent.bencode.BDictionary;
import tv.coax.bittorrent.bencode.BEncoder;
import tv.coax.bittorrent.bencode.BString;
import tv.coax.bittorrent.bencode.BValue;

/** Puts an already encoded info dictionary among encoded keys, in the place of its key. */
final class Splice {
  private static final BString INFO = BString.of("info");

  private Splice() {}

  static byte[] withInfo(BDictionary outer, byte[] infoBytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(infoBytes.length + 1024);
    out.write('d');
    boolean written = false;
    for (Map.Entry<BString, BValue> entry : outer.entries().entrySet()) {
      if (!written && entry.getKey().compareTo(INFO) > 0) {
        info(out, infoBytes);
        written = true;
      }
      out.writeBytes(BEncoder.encode(entry.getKey()));
      out.writeBytes(BEncoder.encode(entry.getValue()));
    }
    if (!written) {
      info(out, infoBytes);
    }
    out.write('e');
    return out.toByteArray();
  }

  private static void info(ByteArrayOutputStream out, byte[] infoBytes) {
    out.writeBytes("4:info".getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(infoBytes);
  }
}
