package tv.coax.bittorrent.wire;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tv.coax.bittorrent.bencode.BDecoder;
import tv.coax.bittorrent.bencode.BDictionary;
import tv.coax.bittorrent.bencode.BEncoder;
import tv.coax.bittorrent.bencode.BInteger;
import tv.coax.bittorrent.bencode.BLimits;
import tv.coax.bittorrent.bencode.BencodeException;

/**
 * What a peer says of itself in the extended handshake (BEP 10).
 *
 * @param extensions message ids by the names of the extensions it speaks; 0 switches one off
 * @param listenPort where it accepts connections ({@code p}), 0 when it does not say
 * @param client name and version ({@code v}), empty when it does not say
 * @param requestQueue requests that it queues ({@code reqq}), 0 when it does not say
 * @param uploadOnly it wants nothing (BEP 21)
 * @param metadataSize bytes of the info dictionary (BEP 9), 0 when it does not say
 */
public record ExtendedHandshake(
    Map<String, Integer> extensions,
    int listenPort,
    String client,
    int requestQueue,
    boolean uploadOnly,
    int metadataSize) {
  private static final int MAX_CLIENT_LENGTH = 64;

  public ExtendedHandshake {
    extensions = Map.copyOf(extensions);
  }

  public byte[] encode() {
    BDictionary.Builder ids = BDictionary.builder();
    extensions.forEach((name, id) -> ids.put(name, id.longValue()));
    BDictionary.Builder all = BDictionary.builder().put("m", ids.build());
    if (listenPort > 0) {
      all.put("p", listenPort);
    }
    if (!client.isEmpty()) {
      all.put("v", client);
    }
    if (requestQueue > 0) {
      all.put("reqq", requestQueue);
    }
    if (uploadOnly) {
      all.put("upload_only", 1);
    }
    if (metadataSize > 0) {
      all.put("metadata_size", metadataSize);
    }
    return BEncoder.encode(all.build());
  }

  /**
   * Parses the payload; what is missing or senseless is left at its default.
   *
   * @throws WireException if it is not a dictionary
   */
  public static ExtendedHandshake parse(byte[] payload) throws WireException {
    try {
      if (!(BDecoder.decodePrefix(payload, BLimits.MESSAGE).value() instanceof BDictionary all)) {
        throw new WireException("An extended handshake is a dictionary, and this is not.");
      }
      Map<String, Integer> ids = new TreeMap<>();
      all.dictionary("m")
          .orElse(BDictionary.EMPTY)
          .entries()
          .forEach((name, id) -> {
            Optional<String> text = name.text();
            if (text.isPresent() && id instanceof BInteger(long value) && inByte(value)) {
              ids.put(text.get(), (int) value);
            }
          });
      return new ExtendedHandshake(
          ids,
          bounded(all, "p", 65535),
          all.text("v").map(ExtendedHandshake::shortened).orElse(""),
          bounded(all, "reqq", Integer.MAX_VALUE),
          bounded(all, "upload_only", Integer.MAX_VALUE) != 0,
          bounded(all, "metadata_size", Integer.MAX_VALUE));
    } catch (BencodeException e) {
      throw new WireException("The extended handshake is not bencoded: " + e.getMessage());
    }
  }

  private static boolean inByte(long value) {
    return value >= 0 && value <= 255;
  }

  private static int bounded(BDictionary all, String key, int limit) {
    return all.integer(key).filter(value -> value > 0 && value <= limit).orElse(0L).intValue();
  }

  private static String shortened(String text) {
    StringBuilder plain = new StringBuilder();
    text.codePoints()
        .filter(point -> !Character.isISOControl(point))
        .limit(MAX_CLIENT_LENGTH)
        .forEach(plain::appendCodePoint);
    return plain.toString();
  }
}
