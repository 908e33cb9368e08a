package tv.coax.license.proof;

import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import tv.coax.protection.time.ServerTime;

/** Every answer to a proven device, a refusal too, carries the signed time of the server. */
@Provider
class SignedTimeFilter implements ContainerResponseFilter {
  private final SignedTime time;

  @Inject
  SignedTimeFilter(SignedTime time) {
    this.time = time;
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    time.document()
        .ifPresent(document -> response.getHeaders().putSingle(ServerTime.HEADER, document));
  }
}
