package tv.coax.catalog.subscriber;

import java.util.Arrays;
import java.util.Locale;
import tv.coax.service.problem.Problem;

/** The roles an operator may give and take. */
public enum Role {
  SUBSCRIBER,
  OPERATOR;

  /** The realm role's name. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role of that name; the problem {@code unknown-role} when it is not one of ours to give. */
  public static Role ofWireName(String name) {
    return Arrays.stream(values())
        .filter(role -> role.wireName().equals(name))
        .findFirst()
        .orElseThrow(() ->
            Problem.of(404, "unknown-role", "The roles to give are subscriber and operator."));
  }
}
