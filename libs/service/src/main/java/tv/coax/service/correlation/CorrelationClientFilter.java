package tv.coax.service.correlation;

import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** Sends the correlation id along with every call of a REST client. */
@Provider
@ConstrainedTo(RuntimeType.CLIENT)
public class CorrelationClientFilter implements ClientRequestFilter {

  @Override
  public void filter(ClientRequestContext request) {
    request.getHeaders().putSingle(Correlation.HEADER, Correlation.current());
  }
}
