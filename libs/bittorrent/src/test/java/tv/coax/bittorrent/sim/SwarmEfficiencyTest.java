package tv.coax.bittorrent.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.coax.bittorrent.sim.Efficiency.Outcome;
import tv.coax.bittorrent.sim.Efficiency.Setting;

/** How close a swarm comes to what is possible. The figures are printed. */
class SwarmEfficiencyTest {
  /** 1,000 by {@code ./coax test --deep}, or as {@code -Dsim.peers} says. */
  private static final int PEERS =
      Integer.getInteger("sim.peers", Boolean.getBoolean("coax.deep") ? 1000 : 100);

  @TempDir Path temp;

  @Test
  void aSlowSeederSendsLittleMoreThanOneCopy() {
    Outcome outcome = run(new Setting("slow seeder", PEERS, 400_000, 4_000_000, 4_000_000));

    assertThat(outcome.lastOverBound()).isLessThanOrEqualTo(1.15);
    assertThat(outcome.copies()).isLessThanOrEqualTo(1.1);
  }

  @Test
  void aSeederThatHidesWhatItHasSendsLittleMoreThanOneCopy() {
    Setting setting = new Setting("super seeder", PEERS, 400_000, 4_000_000, 4_000_000, true);
    Outcome outcome = run(setting);

    assertThat(outcome.lastOverBound()).isLessThanOrEqualTo(1.15);
    assertThat(outcome.copies()).isLessThanOrEqualTo(1.1);
  }

  @Test
  void equalPeersCarryNearlyEverythingThemselves() {
    Outcome outcome = run(new Setting("equal peers", PEERS, 1_600_000, 400_000, 8_000_000));

    assertThat(outcome.lastOverBound()).isLessThanOrEqualTo(1.15);
    assertThat(outcome.copies()).isLessThanOrEqualTo(1.1 * 1_600_000 / 400_000);
  }

  @Test
  void aFewPeersOfASlowSeeder() {
    Outcome outcome = run(new Setting("few peers", 8, 1_300_000, 20_000_000, 20_000_000));

    assertThat(outcome.lastOverBound()).isLessThanOrEqualTo(1.05);
    assertThat(outcome.copies()).isLessThanOrEqualTo(1.05);
  }

  private Outcome run(Setting setting) {
    Outcome outcome = new Efficiency(setting, temp).run();
    System.out.println(setting + "\n  " + outcome);
    return outcome;
  }
}
