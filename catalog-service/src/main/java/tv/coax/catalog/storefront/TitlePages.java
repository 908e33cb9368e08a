package tv.coax.catalog.storefront;

import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tv.coax.catalog.entitlement.EntitlementView;
import tv.coax.catalog.entitlement.Entitlements;
import tv.coax.catalog.listing.Listing;
import tv.coax.catalog.listing.TitleView;
import tv.coax.catalog.order.OrderDesk;
import tv.coax.catalog.order.OrderRequest;
import tv.coax.catalog.web.Viewer;
import tv.coax.service.correlation.Correlation;
import tv.coax.service.problem.Problem;

/** One title: its page, and the order placed from it. */
@Path("/titles/{id}")
@Produces(MediaType.TEXT_HTML)
class TitlePages {
  /** Refusals that the title's page explains itself. */
  private static final List<String> EXPLAINED =
      List.of("credit-limit", "already-owned", "idempotency-key-reused", "unknown-offer");

  private final Listing listing;
  private final Entitlements entitlements;
  private final OrderDesk desk;
  private final Viewer viewer;

  TitlePages(Listing listing, Entitlements entitlements, OrderDesk desk, Viewer viewer) {
    this.listing = listing;
    this.entitlements = entitlements;
    this.desk = desk;
    this.viewer = viewer;
  }

  @GET
  @PermitAll
  public Response title(UUID id) {
    // Kept by the browser's own history only, so that going back shows the same form with the same
    // key.
    return Response.ok(page(id, null))
        .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
        .build();
  }

  /** After the order the browser is sent elsewhere, so that a reload does not order again. */
  @POST
  @Path("/buy")
  @RolesAllowed("subscriber")
  public Response buy(
      UUID id,
      @FormParam("offerId") @Nullable UUID offerId,
      @FormParam("idempotencyKey") @Nullable String key) {
    if (offerId == null) {
      throw Problem.of(400, "offer-missing", "The form names no offer.");
    }
    try {
      var placement =
          desk.place(viewer.caller(), OrderRequest.of(key, offerId), Correlation.current());
      return Response.seeOther(URI.create("/orders/" + placement.order().id())).build();
    } catch (Problem refusal) {
      if (!EXPLAINED.contains(refusal.name())) {
        throw refusal;
      }
      return Response.status(refusal.status()).entity(page(id, refusal.detail())).build();
    }
  }

  /** Where a login that interrupted an order comes back to. */
  @GET
  @Path("/buy")
  @PermitAll
  public Response backToTitle(UUID id) {
    return Response.seeOther(URI.create("/titles/" + id)).build();
  }

  private TemplateInstance page(UUID id, @Nullable String refusal) {
    TitleView title =
        listing
            .published(id)
            .orElseThrow(() -> Problem.of(404, "unknown-title", "There is no such title on sale."));
    return Storefront.title(title, UUID.randomUUID(), held(id), refusal);
  }

  private @Nullable EntitlementView held(UUID titleId) {
    if (!viewer.isKnown()) {
      return null;
    }
    Instant now = Instant.now();
    return entitlements.ofTitle(viewer.caller().accountId(), titleId).stream()
        .filter(held -> held.isWorthSomething(now))
        .min(Comparator.comparing(EntitlementView::isRental))
        .orElse(null);
  }
}
