package tv.coax.catalog.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OwnOriginOnlyTest {
  @Test
  void theBrowsersWordOnTheSiteComesFirst() {
    assertThat(OwnOriginOnly.isOwn("same-origin", null, "a:1")).isTrue();
    assertThat(OwnOriginOnly.isOwn("cross-site", "http://a:1", "a:1")).isFalse();
    assertThat(OwnOriginOnly.isOwn("same-site", "http://a:1", "a:1")).isFalse();
  }

  @Test
  void otherwiseTheOriginIsOurHost() {
    assertThat(OwnOriginOnly.isOwn(null, "http://films.example:8481", "films.example:8481"))
        .isTrue();
    assertThat(OwnOriginOnly.isOwn(null, "http://evil.example", "films.example:8481")).isFalse();
    assertThat(OwnOriginOnly.isOwn(null, "null", "films.example:8481")).isFalse();
    assertThat(OwnOriginOnly.isOwn(null, "::", "films.example:8481")).isFalse();
  }

  @Test
  void whoSaysNothingIsRefused() {
    assertThat(OwnOriginOnly.isOwn(null, null, "films.example:8481")).isFalse();
  }
}
