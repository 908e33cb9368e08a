package tv.coax.catalog.subscriber;

import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * A person who may log in.
 *
 * @param id the {@code sub} of their tokens, which is also their account's id
 * @param roles those of {@link Role} they hold, by name
 */
public record Subscriber(
    String id,
    String username,
    @Nullable String firstName,
    @Nullable String lastName,
    @Nullable String email,
    boolean enabled,
    SortedSet<String> roles) {

  /** First and last name, as far as known. */
  public String fullName() {
    return ((firstName == null ? "" : firstName) + " " + (lastName == null ? "" : lastName))
        .strip();
  }
}
