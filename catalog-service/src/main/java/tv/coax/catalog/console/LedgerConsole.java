package tv.coax.catalog.console;

import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import tv.coax.catalog.ledger.Ledger;

/** The book. */
@Path("/console/ledger")
@RolesAllowed("operator")
@Produces(MediaType.TEXT_HTML)
class LedgerConsole {
  private static final int MOST_ENTRIES = 200;

  private final Ledger ledger;

  LedgerConsole(Ledger ledger) {
    this.ledger = ledger;
  }

  @GET
  public TemplateInstance ledger() {
    return Console.ledger(ledger.read(MOST_ENTRIES));
  }
}
