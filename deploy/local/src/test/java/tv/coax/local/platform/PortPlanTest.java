package tv.coax.local.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tv.coax.local.process.PlatformException;

final class PortPlanTest {
  @Test
  void theStandardPortsAreTheDocumentedOnes() {
    assertThat(PortPlan.standard().all(3))
        .isEqualTo(
            Map.ofEntries(
                Map.entry("PostgreSQL", 5480),
                Map.entry("Keycloak", 8480),
                Map.entry("catalog-service", 8481),
                Map.entry("license-service", 8482),
                Map.entry("seeder-service", 8483),
                Map.entry("catalog-service, metrics", 8484),
                Map.entry("license-service, metrics", 8485),
                Map.entry("seeder-service, metrics", 8486),
                Map.entry("seeder-service, BitTorrent", 8493),
                Map.entry("box-1", 8501),
                Map.entry("box-1, BitTorrent", 8511),
                Map.entry("box-2", 8502),
                Map.entry("box-2, BitTorrent", 8512),
                Map.entry("box-3", 8503),
                Map.entry("box-3, BitTorrent", 8513)));
  }

  @Test
  void noTwoProgramsShareAPort() {
    assertThat(PortPlan.from(20_000).all(9).values()).doesNotHaveDuplicates();
  }

  @Test
  void aBaseOutsideTheUsablePortsIsRefused() {
    assertThatThrownBy(() -> PortPlan.from(80)).isInstanceOf(PlatformException.class);
    assertThatThrownBy(() -> PortPlan.from(65_500)).isInstanceOf(PlatformException.class);
  }

  @Test
  void peersAreKnownByTheAddressTheyListenAt() {
    assertThat(new Addresses(PortPlan.standard(), 2).peerNames())
        .isEqualTo(
            Map.of(
                "127.0.0.1:8493", "seeder", "127.0.0.1:8511", "box-1", "127.0.0.1:8512", "box-2"));
  }
}
