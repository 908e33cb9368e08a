package tv.coax.catalog.web;

import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Pages show one person's state of one moment: nobody keeps them unless the page says so. */
class FreshPages {
  @ServerResponseFilter
  public void markPages(ContainerResponseContext response) {
    MediaType type = response.getMediaType();
    if (type != null
        && type.isCompatible(MediaType.TEXT_HTML_TYPE)
        && !response.getHeaders().containsKey(HttpHeaders.CACHE_CONTROL)) {
      response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
    }
  }
}
