package tv.coax.service.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * An error the client is meant to read: thrown anywhere, answered as {@code
 * application/problem+json} (RFC 9457) with the type {@code urn:coax:problem:NAME}.
 *
 * <p>The name is part of the contract and never changes; the detail is one or two sentences for a
 * person and may. Nothing internal belongs into either.
 */
public final class Problem extends RuntimeException {
  /** What every problem's type begins with. */
  public static final String TYPE_PREFIX = "urn:coax:problem:";

  /** The media type of a problem. */
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final long serialVersionUID = 1;

  private final int status;
  private final String name;
  private final String detail;
  private final transient Map<String, Object> members = new LinkedHashMap<>();

  private Problem(int status, String name, String detail) {
    super(name + ": " + detail, null, false, false);
    this.status = status;
    this.name = name;
    this.detail = detail;
  }

  /**
   * A problem ready to throw.
   *
   * @param status the HTTP status, 400 to 599
   * @param name the stable name in kebab case, e.g. {@code credit-limit}
   * @param detail what happened and what to do about it
   */
  public static Problem of(int status, String name, String detail) {
    return new Problem(status, name, detail);
  }

  /** Adds an extension member, e.g. what the limit is. Values must be plain JSON values. */
  public Problem with(String member, Object value) {
    members.put(member, value);
    return this;
  }

  public int status() {
    return status;
  }

  public String name() {
    return name;
  }

  public String detail() {
    return detail;
  }

  Document document(String correlationId) {
    var all = new LinkedHashMap<>(members);
    all.put("correlationId", correlationId);
    return new Document(TYPE_PREFIX + name, title(), status, detail, all);
  }

  /** The name as words, the same for every occurrence of the type. */
  String title() {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1).replace('-', ' ');
  }

  @JsonPropertyOrder({"type", "title", "status", "detail"})
  record Document(
      String type,
      String title,
      int status,
      String detail,
      @JsonAnyGetter Map<String, Object> members) {}
}
