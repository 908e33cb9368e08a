package tv.coax.seeder.ingest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;
import tv.coax.seeder.asset.Assets;
import tv.coax.seeder.catalog.KnownTitles;
import tv.coax.service.problem.Problem;

/** Where the operator brings films in and watches them arrive. */
@Path("/api")
@RolesAllowed("operator")
@Produces(MediaType.APPLICATION_JSON)
public class IngestResource {
  private static final int MOST_LISTED = 200;

  private final Ingestion ingestion;
  private final Ingests ingests;
  private final LiveIngests live;
  private final Assets assets;
  private final KnownTitles titles;
  private final JsonWebToken token;

  IngestResource(
      Ingestion ingestion,
      Ingests ingests,
      LiveIngests live,
      Assets assets,
      KnownTitles titles,
      JsonWebToken token) {
    this.ingestion = ingestion;
    this.ingests = ingests;
    this.live = live;
    this.assets = assets;
    this.titles = titles;
    this.token = token;
  }

  /** Answers when the film is sealed and seeded; the catalog hears of it right after. */
  @POST
  @Path("titles/{titleId}/assets")
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "Bring a film in: the body is the file")
  @APIResponse(responseCode = "201", description = "Sealed and seeded")
  @APIResponse(responseCode = "400", description = "empty-film")
  @APIResponse(responseCode = "404", description = "unknown-title")
  @APIResponse(responseCode = "409", description = "ingest-id-used")
  @APIResponse(responseCode = "411", description = "length-required")
  @APIResponse(responseCode = "415", description = "unsupported-media-type")
  @APIResponse(responseCode = "422", description = "film-incomplete")
  @APIResponse(responseCode = "503", description = "content-key-unavailable, ingests-busy")
  @APIResponse(responseCode = "507", description = "disk-full")
  public Response bring(
      @PathParam("titleId") String titleId,
      @QueryParam("fileName") @Nullable String fileName,
      @HeaderParam("Ingest-Id") @Nullable String ingestId,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
      @HeaderParam(HttpHeaders.CONTENT_LENGTH) @Nullable String contentLength,
      InputStream body) {
    Film film = FilmHeaders.film(ingestId, titleId, fileName, contentType, contentLength);
    titles.require(film.titleId(), token.getRawToken());
    UUID id = ingestion.bring(film, body);
    return Response.created(URI.create("/api/ingests/" + id)).entity(view(id)).build();
  }

  @GET
  @Path("ingests/{id}")
  @Transactional
  @Operation(summary = "One ingest, also while its upload runs")
  public IngestView ingest(@PathParam("id") UUID id) {
    return view(id);
  }

  @GET
  @Path("ingests")
  @Transactional
  @Operation(summary = "The newest ingests, of one title or of all")
  public List<IngestView> ingests(@QueryParam("titleId") @Nullable String titleId) {
    List<Ingest> newest = ingests.newest(Optional.ofNullable(titleId), MOST_LISTED);
    assets.load(newest.stream().map(Ingest::id).toList());
    return newest.stream().map(this::view).toList();
  }

  private IngestView view(UUID id) {
    return view(
        ingests
            .findByIdOptional(id)
            .orElseThrow(() -> Problem.of(404, "unknown-ingest", "There is no such ingest.")));
  }

  private IngestView view(Ingest ingest) {
    return IngestView.of(ingest, assets.findById(ingest.id()), live.receivedBytes(ingest.id()));
  }
}
