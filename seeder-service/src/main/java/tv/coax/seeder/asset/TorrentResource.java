package tv.coax.seeder.asset;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;
import tv.coax.service.problem.Problem;

/** Serves torrents. They are no secret: without a ticket they lead to no peer. */
@Path("/torrents")
@PermitAll
public class TorrentResource {
  private static final Logger LOG = Logger.getLogger(TorrentResource.class);
  private static final String A_YEAR = "public, max-age=31536000, immutable";

  private final Assets assets;

  TorrentResource(Assets assets) {
    this.assets = assets;
  }

  @GET
  @Path("{infoHash: [0-9a-fA-F]{40}}.torrent")
  @Operation(summary = "The torrent of an asset, by its info-hash on the wire")
  public Response torrent(@PathParam("infoHash") String infoHash) {
    byte[] metainfo =
        assets
            .torrent(infoHash.toLowerCase(Locale.ROOT))
            .orElseThrow(
                () -> Problem.of(404, "unknown-torrent", "There is no such torrent here."));
    LOG.infof("Torrent %s handed out.", infoHash);
    return Response.ok(metainfo, "application/x-bittorrent")
        .header("Cache-Control", A_YEAR)
        .build();
  }
}
