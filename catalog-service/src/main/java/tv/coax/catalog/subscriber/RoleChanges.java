package tv.coax.catalog.subscriber;

import jakarta.enterprise.context.ApplicationScoped;
import tv.coax.catalog.account.Caller;
import tv.coax.service.problem.Problem;

/** Who may take which role from whom. */
@ApplicationScoped
public class RoleChanges {
  private final Subscribers subscribers;

  RoleChanges(Subscribers subscribers) {
    this.subscribers = subscribers;
  }

  /** Takes a role away, but never lets operators lock themselves out: {@code own-role}. */
  public Subscriber revoke(Caller operator, String id, Role role) {
    if (role == Role.OPERATOR && operator.accountId().equals(id)) {
      throw Problem.of(409, "own-role", "Another operator has to take the operator role from you.");
    }
    return subscribers.revoke(id, role);
  }
}
