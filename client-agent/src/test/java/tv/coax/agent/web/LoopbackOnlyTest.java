package tv.coax.agent.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackOnlyTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1:8501", "localhost:8501", "LOCALHOST", "[::1]:8501", "127.0.0.1"})
  void thisMachineIsAnswered(String host) {
    assertThat(refusal(host, null, null, null)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example:8501",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "192.168.1.7:8501",
        "",
        "[::2]"
      })
  void anotherNameForThisMachineIsRefused(String host) {
    assertThat(refusal(host, null, null, null)).isPresent();
  }

  @Test
  void aRequestWithoutHostIsRefused() {
    assertThat(refusal(null, null, null, null)).isPresent();
  }

  @Test
  void onlyTheBoxsOwnPagesMayAsk() {
    assertThat(refusal("127.0.0.1:8501", "http://127.0.0.1:8501", "same-origin", "cors")).isEmpty();
    assertThat(refusal("127.0.0.1:8501", "http://127.0.0.1:8481", "same-site", "cors")).isPresent();
    assertThat(refusal("127.0.0.1:8501", "https://evil.example", null, null)).isPresent();
    assertThat(refusal("127.0.0.1:8501", "null", null, null)).isPresent();
    assertThat(refusal("127.0.0.1:8501", null, "cross-site", "no-cors")).isPresent();
  }

  @Test
  void aLinkFromAnotherPageLeadsToTheScreenAndNowhereElse() {
    assertThat(
            LoopbackOnly.refusal(
                HttpMethod.GET, "/", "localhost:8501", null, "cross-site", "navigate"))
        .isEmpty();
    assertThat(
            LoopbackOnly.refusal(
                HttpMethod.GET, "/play/x", "localhost:8501", null, "cross-site", "navigate"))
        .isPresent();
    assertThat(
            LoopbackOnly.refusal(
                HttpMethod.POST,
                "/",
                "localhost:8501",
                "http://evil.example",
                "cross-site",
                "navigate"))
        .isPresent();
  }

  private static Optional<String> refusal(String host, String origin, String site, String mode) {
    return LoopbackOnly.refusal(HttpMethod.GET, "/api/library", host, origin, site, mode);
  }
}
