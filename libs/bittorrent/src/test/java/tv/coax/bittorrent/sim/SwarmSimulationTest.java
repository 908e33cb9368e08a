package tv.coax.bittorrent.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine as it ships, on a virtual clock, network and disk. */
class SwarmSimulationTest {
  /**
   * How many seeds are run: 10,000 by {@code ./coax test --deep}, or as {@code -Dsim.seeds} says.
   */
  private static final int SEEDS =
      Integer.getInteger("sim.seeds", Boolean.getBoolean("coax.deep") ? 10_000 : 300);

  /** The first seed; {@code -Dsim.seed=N -Dsim.seeds=1} replays one exactly. */
  private static final long FIRST = Long.getLong("sim.seed", 1);

  @TempDir Path temp;

  @Test
  void everybodyFinishesWhateverHappens() {
    Scenario.Trouble trouble = Scenario.Trouble.NONE;
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      try {
        Scenario scenario = new Scenario(seed, temp);
        scenario.run();
        trouble = trouble.plus(scenario.trouble());
      } catch (Throwable failure) {
        throw new AssertionError("Replay with -Dsim.seed=" + seed + " -Dsim.seeds=1", failure);
      }
    }
    System.out.println(SEEDS + " simulated swarms from seed " + FIRST + ": " + trouble);
    if (SEEDS >= 300) {
      assertThat(trouble.kills()).isPositive();
      assertThat(trouble.left()).isPositive();
      assertThat(trouble.fullDisks()).isPositive();
      assertThat(trouble.hashFailures()).isPositive();
      assertThat(trouble.bans()).isPositive();
    }
  }

  @Test
  void theSameSeedIsTheSameRun() {
    for (long seed = FIRST; seed < FIRST + 3; seed++) {
      assertThat(new Scenario(seed, temp).run()).isEqualTo(new Scenario(seed, temp).run());
    }
  }
}
