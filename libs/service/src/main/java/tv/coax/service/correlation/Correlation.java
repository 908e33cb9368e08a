package tv.coax.service.correlation;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * The id that follows one purchase through all services. Within a request it is in the logs'
 * context ({@code mdc.correlationId}), in the response's header and in the headers of calls made
 * from it.
 */
public final class Correlation {
  /** The header that carries the id, both ways. */
  public static final String HEADER = "X-Correlation-Id";

  /** The id's name in the logs' context. */
  public static final String MDC_KEY = "correlationId";

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9-]{8,64}");

  private Correlation() {}

  /** The id of the request or of the work under way; a new one when there is none. */
  public static String current() {
    return MDC.get(MDC_KEY) instanceof String id ? id : create();
  }

  /** A new id. */
  public static String create() {
    return UUID.randomUUID().toString();
  }

  /** Whether this may be used as an id: 8 to 64 letters, digits and dashes. */
  public static boolean isValid(@Nullable String id) {
    return id != null && FORM.matcher(id).matches();
  }

  /**
   * Continues under an id that was stored earlier, e.g. with an order or an ingest, for the rest of
   * the request. Work on threads of its own uses {@link #within} instead.
   */
  public static void continueAs(String id) {
    if (!isValid(id)) {
      throw new IllegalArgumentException("This is not a correlation id.");
    }
    MDC.put(MDC_KEY, id);
  }

  /** Does some work under an id that was stored earlier, and leaves nothing of it behind. */
  public static void within(String id, Runnable work) {
    Object before = MDC.get(MDC_KEY);
    continueAs(id);
    try {
      work.run();
    } finally {
      if (before == null) {
        MDC.remove(MDC_KEY);
      } else {
        MDC.put(MDC_KEY, before);
      }
    }
  }
}
