package tv.coax.catalog.storefront;

import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import tv.coax.catalog.listing.Listing;
import tv.coax.catalog.listing.TitleView;

/** What anyone may look at. */
@Path("/")
@PermitAll
class BrowsePages {
  private final Listing listing;

  BrowsePages(Listing listing) {
    this.listing = listing;
  }

  @GET
  @Produces(MediaType.TEXT_HTML)
  public TemplateInstance list(@QueryParam("q") @DefaultValue("") String search) {
    String wanted = search.strip().toLowerCase(Locale.ROOT);
    return Storefront.list(
        listing.published().stream().filter(title -> matches(title, wanted)).toList(), search);
  }

  private static boolean matches(TitleView title, String wanted) {
    return title.name().toLowerCase(Locale.ROOT).contains(wanted)
        || title.synopsis().toLowerCase(Locale.ROOT).contains(wanted);
  }
}
