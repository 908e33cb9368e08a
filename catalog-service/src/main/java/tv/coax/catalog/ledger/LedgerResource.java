package tv.coax.catalog.ledger;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

/** The whole book, for the operator. */
@Path("/api/ledger")
@RolesAllowed("operator")
class LedgerResource {
  private static final int MOST_ENTRIES = 1000;

  private final Ledger ledger;

  LedgerResource(Ledger ledger) {
    this.ledger = ledger;
  }

  @GET
  public LedgerView read(@QueryParam("limit") @DefaultValue("200") int limit) {
    return ledger.read(Math.clamp(limit, 1, MOST_ENTRIES));
  }
}
