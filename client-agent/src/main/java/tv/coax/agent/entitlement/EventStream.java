package tv.coax.agent.entitlement;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads server-sent events (HTML Living Standard, section 9.2.6) with a limit on the size of each.
 * Not thread-safe.
 */
final class EventStream {

  private static final int MAX_EVENT_BYTES = 256 << 10;

  private final InputStream in;
  private final Runnable onLine;
  private String lastEventId = "";

  /** One event; {@code id} is the last one seen, as the standard has it. */
  record Event(String id, String type, String data) {}

  /**
   * Reads from {@code in}.
   *
   * @param onLine called at each sign of life, comments included
   */
  EventStream(InputStream in, Runnable onLine) {
    this.in = new BufferedInputStream(in);
    this.onLine = onLine;
  }

  /** The next event that has data, or nothing at the end of the stream. */
  Optional<Event> next() throws IOException {
    StringBuilder data = new StringBuilder();
    String type = "message";
    for (String line = line(); line != null; line = line()) {
      onLine.run();
      if (line.isEmpty()) {
        if (!data.isEmpty()) {
          return Optional.of(new Event(lastEventId, type, data.substring(0, data.length() - 1)));
        }
        type = "message";
        continue;
      }
      int colon = line.indexOf(':');
      String field = colon < 0 ? line : line.substring(0, colon);
      String value = colon < 0 ? "" : line.substring(colon + 1);
      value = value.startsWith(" ") ? value.substring(1) : value;
      switch (field) {
        case "data" -> data.append(value).append('\n');
        case "event" -> type = value;
        case "id" -> lastEventId = value;
        default -> {}
      }
      if (data.length() > MAX_EVENT_BYTES) {
        throw new IOException("An event is larger than " + MAX_EVENT_BYTES + " bytes.");
      }
    }
    return Optional.empty();
  }

  private @Nullable String line() throws IOException {
    byte[] bytes = new byte[256];
    int length = 0;
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        boolean carriageReturn = length > 0 && bytes[length - 1] == '\r';
        return new String(bytes, 0, carriageReturn ? length - 1 : length, StandardCharsets.UTF_8);
      }
      if (length == MAX_EVENT_BYTES) {
        throw new IOException("A line is longer than " + MAX_EVENT_BYTES + " bytes.");
      }
      if (length == bytes.length) {
        bytes = Arrays.copyOf(bytes, length * 2);
      }
      bytes[length++] = (byte) b;
    }
    return null;
  }
}
