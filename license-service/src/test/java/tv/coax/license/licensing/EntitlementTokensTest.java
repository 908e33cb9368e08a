package tv.coax.license.licensing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.coax.protection.entitlement.Clocks;
import tv.coax.protection.entitlement.EntitlementToken;
import tv.coax.protection.entitlement.Right;
import tv.coax.protection.jws.SigningKey;
import tv.coax.service.problem.Problem;

class EntitlementTokensTest {
  private final SigningKey catalog = SigningKey.generate();
  @TempDir Path directory;

  @Test
  void aCatalogThatIsAwayAndWasNeverSeenMeansTryAgain() {
    var tokens =
        new EntitlementTokens(config(directory.resolve("new/keys.json")), Clock.systemUTC());

    assertThatThrownBy(() -> tokens.verify(token().sign(catalog)))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.status()).isEqualTo(503));
  }

  @Test
  void theLastKnownKeysGoOnWhileTheCatalogIsAway() throws IOException {
    Path kept = Files.writeString(directory.resolve("keys.json"), catalog.publicJwks());
    var tokens = new EntitlementTokens(config(kept), Clock.systemUTC());
    EntitlementToken token = token();

    assertThat(tokens.verify(token.sign(catalog)).id()).isEqualTo(token.id());
  }

  private static CatalogConfig config(Path keys) {
    return new CatalogConfig() {
      @Override
      public URI url() {
        return URI.create("http://127.0.0.1:1");
      }

      @Override
      public String issuer() {
        return "catalog-service";
      }

      @Override
      public Path keysFile() {
        return keys;
      }
    };
  }

  private static EntitlementToken token() {
    Instant now = Instant.now();
    return new EntitlementToken(
        "catalog-service",
        "token",
        "entitlement",
        "account",
        "film",
        1,
        "key",
        Right.FREE,
        Clocks.UNLIMITED,
        "0".repeat(43),
        now,
        now.plusSeconds(300));
  }
}
