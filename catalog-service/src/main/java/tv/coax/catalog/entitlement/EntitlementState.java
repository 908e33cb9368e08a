package tv.coax.catalog.entitlement;

/** Whether an entitlement still stands. */
enum EntitlementState {
  ACTIVE,
  REVOKED
}
