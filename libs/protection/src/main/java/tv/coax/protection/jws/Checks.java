package tv.coax.protection.jws;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import tv.coax.protection.jws.InvalidDocumentException.Reason;

/** What the documents' records ask of their values alike. */
public final class Checks {
  private static final Pattern TEXT = Pattern.compile("[^\\p{Cntrl}]{1,255}");
  private static final Pattern THUMBPRINT = Pattern.compile("[A-Za-z0-9_-]{43}");

  private Checks() {}

  /**
   * Holds a value to plain text.
   *
   * @throws IllegalArgumentException unless it is 1 to 255 characters without control characters
   */
  public static String text(String what, String value) {
    if (!TEXT.matcher(value).matches()) {
      throw new IllegalArgumentException("The " + what + " is empty, too long or not plain text.");
    }
    return value;
  }

  /**
   * Holds a value to the form of a thumbprint.
   *
   * @throws IllegalArgumentException unless it has the form of an RFC 7638 thumbprint by SHA-256
   */
  public static String thumbprint(String value) {
    if (!THUMBPRINT.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "The device thumbprint is not 43 characters of base64url.");
    }
    return value;
  }

  /** The instant in whole seconds, as documents carry it. */
  public static Instant seconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS);
  }

  /**
   * Holds a document to one device.
   *
   * @throws InvalidDocumentException WRONG_DEVICE unless both thumbprints are the same
   */
  public static void requireDevice(String bound, String device) {
    if (!bound.equals(device)) {
      throw new InvalidDocumentException(
          Reason.WRONG_DEVICE, "The document is bound to another device's key.");
    }
  }
}
