package tv.coax.bittorrent.wire;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tv.coax.bittorrent.bencode.BDecoder;
import tv.coax.bittorrent.bencode.BDictionary;
import tv.coax.bittorrent.bencode.BEncoder;
import tv.coax.bittorrent.bencode.BInteger;
import tv.coax.bittorrent.bencode.BLimits;
import tv.coax.bittorrent.bencode.BString;
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
 * @param yourAddress how the sender sees the receiver ({@code yourip}), empty when it does not say
 */
public record ExtendedHandshake(
    Map<String, Integer> extensions,
    int listenPort,
    String client,
    int requestQueue,
    boolean uploadOnly,
    int metadataSize,
    Optional<InetAddress> yourAddress) {
  private static final int MAX_CLIENT_LENGTH = 64;

  /** Names of extensions that are kept; the others are passed over. */
  private static final int MAX_EXTENSIONS = 64;

  public ExtendedHandshake {
    extensions = Map.copyOf(extensions);
  }

  /** One that says nothing of the receiver's address. */
  public ExtendedHandshake(
      Map<String, Integer> extensions,
      int listenPort,
      String client,
      int requestQueue,
      boolean uploadOnly,
      int metadataSize) {
    this(extensions, listenPort, client, requestQueue, uploadOnly, metadataSize, Optional.empty());
  }

  public ExtendedHandshake withYourAddress(InetAddress address) {
    return new ExtendedHandshake(
        extensions,
        listenPort,
        client,
        requestQueue,
        uploadOnly,
        metadataSize,
        Optional.of(address));
  }

  /**
   * What holds when this one was sent after another on the same connection (BEP 10): what it leaves
   * out stays as it was. Where the peer listens is said once.
   */
  public ExtendedHandshake after(ExtendedHandshake earlier) {
    Map<String, Integer> ids = new TreeMap<>(earlier.extensions);
    extensions.forEach((name, id) -> {
      if (ids.size() < MAX_EXTENSIONS || ids.containsKey(name)) {
        ids.put(name, id);
      }
    });
    return new ExtendedHandshake(
        ids,
        earlier.listenPort > 0 ? earlier.listenPort : listenPort,
        client.isEmpty() ? earlier.client : client,
        requestQueue > 0 ? requestQueue : earlier.requestQueue,
        uploadOnly,
        metadataSize > 0 ? metadataSize : earlier.metadataSize,
        yourAddress.or(earlier::yourAddress));
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
    yourAddress.ifPresent(address -> all.put("yourip", address.getAddress()));
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
            if (text.isPresent()
                && id instanceof BInteger(long value)
                && inByte(value)
                && ids.size() < MAX_EXTENSIONS) {
              ids.put(text.get(), (int) value);
            }
          });
      return new ExtendedHandshake(
          ids,
          bounded(all, "p", 65535),
          all.text("v").map(ExtendedHandshake::shortened).orElse(""),
          bounded(all, "reqq", Integer.MAX_VALUE),
          bounded(all, "upload_only", Integer.MAX_VALUE) != 0,
          bounded(all, "metadata_size", Integer.MAX_VALUE),
          all.string("yourip").flatMap(ExtendedHandshake::address));
    } catch (BencodeException e) {
      throw new WireException("The extended handshake is not bencoded: " + e.getMessage());
    }
  }

  private static Optional<InetAddress> address(BString raw) {
    try {
      return Optional.of(InetAddress.getByAddress(raw.bytes()));
    } catch (UnknownHostException neitherFourNorSixteenBytes) {
      return Optional.empty();
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
