package tv.coax.agent.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class HeldTicketTest {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  private long nanos = 77;
  private final HeldTicket held = new HeldTicket(Clock.fixed(NOON, ZoneOffset.UTC), () -> nanos);

  @Test
  void aTicketIsUsedUntilShortlyBeforeItExpires() {
    held.keep("ticket", NOON.plus(Duration.ofMinutes(7)));

    pass(Duration.ofMinutes(4));
    assertThat(held.use()).hasValue("ticket");
    pass(Duration.ofMinutes(1));
    assertThat(held.use()).isEmpty();
  }

  @Test
  void howeverLongATicketSaysItLastsItIsKeptForTenMinutes() {
    held.keep("ticket", NOON.plus(Duration.ofDays(400)));

    pass(Duration.ofMinutes(10).minusSeconds(1));
    assertThat(held.use()).hasValue("ticket");
    pass(Duration.ofSeconds(5));
    assertThat(held.use()).isEmpty();
  }

  @Test
  void aTicketThatWasRefusedIsNotShownAgain() {
    held.keep("refused", NOON.plus(Duration.ofMinutes(30)));

    pass(Duration.ofSeconds(2));
    assertThat(held.use()).isEmpty();
    pass(Duration.ofMinutes(1));
    assertThat(held.use()).isEmpty();

    held.keep("another", NOON.plus(Duration.ofMinutes(30)));
    pass(Duration.ofSeconds(5));
    assertThat(held.use()).hasValue("another");
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }
}
