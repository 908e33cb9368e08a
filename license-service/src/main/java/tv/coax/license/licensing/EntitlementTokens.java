package tv.coax.license.licensing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import tv.coax.protection.entitlement.EntitlementToken;
import tv.coax.protection.jws.InvalidDocumentException;
import tv.coax.protection.jws.IssuerKeys;
import tv.coax.protection.jws.KeysUnavailableException;
import tv.coax.service.keys.NeighbourKeys;
import tv.coax.service.problem.Problem;

/**
 * Verifies entitlement tokens with the catalog's published keys. They are fetched when an unknown
 * key appears and kept in a file, so the catalog may be away, even while this service restarts.
 */
@ApplicationScoped
class EntitlementTokens {
  private final CatalogConfig catalog;
  private final Clock clock;
  private final IssuerKeys keys;

  @Inject
  EntitlementTokens(CatalogConfig catalog, Clock clock) {
    this.catalog = catalog;
    this.clock = clock;
    this.keys = NeighbourKeys.of(catalog.url(), catalog.keysFile());
  }

  /**
   * @throws Problem 403 with the refusal; 503 if the catalog's keys were never seen
   */
  EntitlementToken verify(String jws) {
    try {
      return EntitlementToken.verify(jws, keys, catalog.issuer(), clock);
    } catch (InvalidDocumentException invalid) {
      throw refusal(invalid.reason()).problem();
    } catch (KeysUnavailableException away) {
      throw Problem.of(503, "unavailable", "The catalog's keys are not known yet. Try again soon.");
    }
  }

  private static Refusal refusal(InvalidDocumentException.Reason reason) {
    return switch (reason) {
      case EXPIRED -> Refusal.TOKEN_EXPIRED;
      case WRONG_AUDIENCE -> Refusal.TOKEN_AUDIENCE;
      case WRONG_DEVICE -> Refusal.OTHER_DEVICE;
      case NOT_YET_VALID, WRONG_ISSUER, WRONG_TYPE, BAD_SIGNATURE, MALFORMED ->
          Refusal.TOKEN_INVALID;
    };
  }
}
