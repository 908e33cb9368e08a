package tv.coax.service;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

@Path("/sample")
public interface SampleClient {
  @GET
  @Path("/correlation")
  String correlation();
}
