package tv.coax.local.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class HtmlFormTest {
  @Test
  void readsKeycloaksLoginPage() throws IOException {
    var form = HtmlForm.with("password", page("login.html")).orElseThrow();

    assertThat(form.action())
        .startsWith("http://127.0.0.1:18080/realms/coax/login-actions/authenticate?session_code=")
        .contains("&execution=")
        .doesNotContain("&amp;");
    assertThat(form.fields()).containsKeys("username", "password", "credentialId");
    assertThat(form.buttons()).containsKey("login");
  }

  @Test
  void readsKeycloaksGrantPage() throws IOException {
    var form = HtmlForm.with("accept", page("grant.html")).orElseThrow();

    assertThat(form.action()).startsWith("/realms/coax/login-actions/consent?");
    assertThat(form.fields()).containsOnlyKeys("code");
    assertThat(form.buttons()).containsOnlyKeys("accept", "cancel");
  }

  @Test
  void aPageWithoutTheFormHasNone() {
    assertThat(HtmlForm.with("password", "<form action='x'><input name='other'></form>")).isEmpty();
    assertThat(HtmlForm.with("password", "")).isEmpty();
  }

  private static String page(String name) throws IOException {
    try (var in = HtmlFormTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
