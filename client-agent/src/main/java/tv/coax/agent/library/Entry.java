package tv.coax.agent.library;

import com.fasterxml.jackson.annotation.JsonIgnore;

/** One entitlement on this box, as kept on disk. */
public record Entry(String accountId, Entitlement entitlement, Timeline timeline) {

  /** The entitlement's id. */
  @JsonIgnore
  public String id() {
    return entitlement.id();
  }
}
