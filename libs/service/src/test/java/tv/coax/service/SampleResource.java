package tv.coax.service;

import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.sql.SQLException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import tv.coax.service.correlation.Correlation;
import tv.coax.service.problem.Problem;

/** Endpoints that fail in every way a service can. */
@Path("/sample")
public class SampleResource {
  @Inject io.quarkus.security.identity.SecurityIdentity identity;

  @ConfigProperty(name = "test.url")
  URI self;

  public record Order(@NotBlank String offer, @Min(1) int copies) {}

  @GET
  @Path("/problem")
  public String problem() {
    throw Problem.of(402, "credit-limit", "The credit limit is reached.").with("limitMinor", 100);
  }

  @GET
  @Path("/unexpected")
  public String unexpected() {
    throw new IllegalStateException("secret detail");
  }

  @GET
  @Path("/database")
  public String database() {
    throw new IllegalStateException(new SQLException("refused", "08001"));
  }

  @POST
  @Path("/orders")
  @Consumes(MediaType.APPLICATION_JSON)
  public Order order(@Valid Order order) {
    return order;
  }

  @GET
  @Path("/page")
  public int page(@QueryParam("size") @Min(1) int size) {
    return size;
  }

  @GET
  @Authenticated
  @Path("/me")
  public String me() {
    return identity.getPrincipal().getName();
  }

  @GET
  @RolesAllowed("operator")
  @Path("/console")
  public String console() {
    return "console";
  }

  @GET
  @Path("/correlation")
  public String correlation(@HeaderParam(Correlation.HEADER) String header) {
    return Correlation.current();
  }

  @GET
  @Path("/onward")
  public String onward() {
    return RestClientBuilder.newBuilder().baseUri(self).build(SampleClient.class).correlation();
  }
}
