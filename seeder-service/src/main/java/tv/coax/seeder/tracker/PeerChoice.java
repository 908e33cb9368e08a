package tv.coax.seeder.tracker;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Decides whom an announcing peer is told of. Today every member is as good as any other; this is
 * the place where the operator's network map comes in.
 */
@ApplicationScoped
class PeerChoice {
  private final Swarms swarms;

  PeerChoice(Swarms swarms) {
    this.swarms = swarms;
  }

  /** Up to {@code most} members for {@code asker}, who is a member itself. */
  List<Member> choose(SwarmId swarm, Member asker, int most) {
    return swarms.sample(swarm, asker.key(), !asker.isSeeder(), most);
  }
}
