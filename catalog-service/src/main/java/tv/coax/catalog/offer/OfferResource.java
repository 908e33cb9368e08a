package tv.coax.catalog.offer;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Offers of a title. */
@Path("/api/titles/{titleId}/offers")
class OfferResource {
  private final Offers offers;

  OfferResource(Offers offers) {
    this.offers = offers;
  }

  @POST
  @RolesAllowed("operator")
  @ResponseStatus(201)
  public OfferView make(UUID titleId, @NotNull @Valid NewOffer wanted) {
    return OfferView.of(offers.make(titleId, wanted));
  }
}
