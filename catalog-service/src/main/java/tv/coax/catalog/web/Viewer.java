package tv.coax.catalog.web;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import tv.coax.catalog.account.Caller;

/** Who looks at the page; templates ask {@code inject:viewer}. */
@Named("viewer")
@RequestScoped
public class Viewer {
  private final SecurityIdentity identity;

  Viewer(SecurityIdentity identity) {
    this.identity = identity;
  }

  /** Whether they have logged in. */
  public boolean isKnown() {
    return !identity.isAnonymous();
  }

  public boolean isOperator() {
    return identity.hasRole("operator");
  }

  /** Whether they may order. */
  public boolean isSubscriber() {
    return identity.hasRole("subscriber");
  }

  /** What to call them; only when they have logged in. */
  public String name() {
    return caller().name();
  }

  /** Who they are; only when they have logged in. */
  public Caller caller() {
    return Caller.of(identity);
  }
}
