package tv.coax.seeder.tracker;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tv.coax.protection.jws.InvalidDocumentException;
import tv.coax.protection.jws.IssuerKeys;
import tv.coax.protection.jws.KeysUnavailableException;
import tv.coax.protection.ticket.Ticket;
import tv.coax.seeder.catalog.CatalogConfig;
import tv.coax.service.keys.NeighbourKeys;

/**
 * Checks the tickets of peers against the catalog's published keys, which are kept in a file: the
 * catalog may be away, even while this service restarts. May block.
 */
@ApplicationScoped
class Tickets {
  private static final String SCHEME = "Bearer ";
  private static final int LONGEST = 4096;

  private final IssuerKeys keys;
  private final String issuer;
  private final Clock clock = Clock.systemUTC();

  Tickets(CatalogConfig catalog) {
    this.keys = NeighbourKeys.of(catalog.url(), catalog.keysFile());
    this.issuer = catalog.issuer();
  }

  /** The ticket in a header {@code Authorization}, valid now, whatever swarm it is for. */
  Ticket read(@Nullable String authorization) throws RefusedException {
    Optional<String> jws = bearer(authorization);
    if (jws.isEmpty()) {
      throw new RefusedException(Outcome.NO_TICKET, "This tracker needs a ticket.");
    }
    try {
      return Ticket.verify(jws.get(), keys, issuer, clock);
    } catch (InvalidDocumentException e) {
      throw new RefusedException(
          Outcome.TICKET_REFUSED, "The ticket is not valid: " + e.getMessage());
    } catch (KeysUnavailableException e) {
      throw new RefusedException(
          Outcome.UNAVAILABLE, "Tickets cannot be checked at the moment. Try again soon.");
    }
  }

  private static Optional<String> bearer(@Nullable String authorization) {
    return Optional.ofNullable(authorization)
        .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
        .map(value -> value.substring(SCHEME.length()).strip())
        .filter(value -> !value.isEmpty() && value.length() <= LONGEST);
  }
}
