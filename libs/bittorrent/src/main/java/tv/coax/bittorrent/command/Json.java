package tv.coax.bittorrent.command;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object on one line, with its keys in the order in which they were put. */
final class Json {
  private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

  /**
   * @param value a string, number, boolean, null, another object, or a collection of these
   */
  Json put(String key, @Nullable Object value) {
    members.put(key, value);
    return this;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    append(text, this);
    return text.toString();
  }

  private static void append(StringBuilder text, @Nullable Object value) {
    switch (value) {
      case Json object -> {
        text.append('{');
        String separator = "";
        for (Map.Entry<String, @Nullable Object> member : object.members.entrySet()) {
          quoted(text.append(separator), member.getKey()).append(':');
          append(text, member.getValue());
          separator = ",";
        }
        text.append('}');
      }
      case Collection<?> items -> {
        text.append('[');
        String separator = "";
        for (Object item : items) {
          append(text.append(separator), item);
          separator = ",";
        }
        text.append(']');
      }
      case Number number -> text.append(number);
      case Boolean flag -> text.append(flag);
      case null -> text.append("null");
      default -> quoted(text, value.toString());
    }
  }

  private static StringBuilder quoted(StringBuilder text, String string) {
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      switch (c) {
        case '"', '\\' -> text.append('\\').append(c);
        case '\n' -> text.append("\\n");
        case '\t' -> text.append("\\t");
        case '\r' -> text.append("\\r");
        default -> {
          if (c < 0x20 || c == 0x7F) {
            text.append(String.format("\\u%04x", (int) c));
          } else {
            text.append(c);
          }
        }
      }
    }
    return text.append('"');
  }
}
