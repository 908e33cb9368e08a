package tv.coax.protection.entitlement;

import java.util.Locale;

/** By what right an account may have a title. */
public enum Right {
  PURCHASE,
  RENTAL,
  SUBSCRIPTION,
  FREE;

  /** The word in documents and on the wire: {@code purchase}, {@code rental}… */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The right of that word.
   *
   * @throws IllegalArgumentException if no right has that word
   */
  public static Right ofWord(String word) {
    for (Right right : values()) {
      if (right.word().equals(word)) {
        return right;
      }
    }
    throw new IllegalArgumentException("There is no such right.");
  }
}
