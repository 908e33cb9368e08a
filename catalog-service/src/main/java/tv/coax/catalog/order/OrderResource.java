package tv.coax.catalog.order;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import tv.coax.catalog.account.Caller;
import tv.coax.service.correlation.Correlation;

/** A subscriber's orders. */
@Path("/api/orders")
@RolesAllowed("subscriber")
class OrderResource {
  /** What is ordered; for how much is said by the offer. */
  record NewOrder(@NotNull UUID offerId) {}

  private final OrderDesk desk;
  private final Orders orders;
  private final SecurityIdentity identity;

  OrderResource(OrderDesk desk, Orders orders, SecurityIdentity identity) {
    this.desk = desk;
    this.orders = orders;
    this.identity = identity;
  }

  /** 201 when it is placed now, 200 when it had been placed before under the same key. */
  @POST
  public RestResponse<OrderView> place(
      @HeaderParam("Idempotency-Key") @Nullable String key, @NotNull @Valid NewOrder wanted) {
    var placement =
        desk.place(
            Caller.of(identity), OrderRequest.of(key, wanted.offerId()), Correlation.current());
    return RestResponse.ResponseBuilder.<OrderView>create(placement.repeated() ? 200 : 201)
        .entity(placement.order())
        .build();
  }

  @GET
  public List<OrderView> mine() {
    return orders.of(Caller.of(identity).accountId());
  }
}
