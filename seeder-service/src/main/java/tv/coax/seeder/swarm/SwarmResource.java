package tv.coax.seeder.swarm;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import tv.coax.seeder.seeding.Seeded;
import tv.coax.seeder.seeding.Seeding;
import tv.coax.seeder.tracker.SwarmId;
import tv.coax.seeder.tracker.Swarms;

/** Where the operator watches the swarms. */
@Path("/api/swarms")
@RolesAllowed("operator")
@Produces(MediaType.APPLICATION_JSON)
public class SwarmResource {
  private final Seeding seeding;
  private final Swarms swarms;

  SwarmResource(Seeding seeding, Swarms swarms) {
    this.seeding = seeding;
    this.swarms = swarms;
  }

  @GET
  @Operation(summary = "All swarms, by title and version")
  public List<SwarmView> swarms() {
    return seeding.all().stream()
        .map(this::view)
        .sorted(Comparator.comparing(SwarmView::titleId).thenComparingInt(SwarmView::assetVersion))
        .toList();
  }

  private SwarmView view(Seeded seeded) {
    SwarmId swarm = new SwarmId(seeded.asset().infoHash());
    return SwarmView.of(seeded, swarms.counts(swarm), swarms.members(swarm, SwarmView.MOST_PEERS));
  }
}
