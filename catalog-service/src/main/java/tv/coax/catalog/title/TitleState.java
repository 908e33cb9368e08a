package tv.coax.catalog.title;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether a title is on sale. */
public enum TitleState {
  /** Only the operator sees it. */
  DRAFT,
  /** Anyone sees it and may order its open offers. */
  PUBLISHED;

  /** The name on the wire and in the database: lower case. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
