package tv.coax.catalog.subscriber;

/**
 * A new subscriber, with the password for their first login, which Keycloak makes them change. It
 * is told this once and kept nowhere.
 */
public record Welcome(Subscriber subscriber, String temporaryPassword) {
  /** Without the password, so that no log shows it. */
  @Override
  public String toString() {
    return "Welcome[" + subscriber.username() + "]";
  }
}
