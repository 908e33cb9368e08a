package tv.coax.local.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class FormatTest {
  @Test
  void bytesAreDecimalUnits() {
    assertThat(Format.bytes(999)).isEqualTo("999 B");
    assertThat(Format.bytes(22_718_509)).isEqualTo("22.7 MB");
    assertThat(Format.bytes(999_960)).isEqualTo("1.0 MB");
    assertThat(Format.bytes(4L << 40)).isEqualTo("4.4 TB");
  }

  @Test
  void elapsedTimeIsSecondsAndLaterMinutes() {
    assertThat(Format.elapsed(Duration.ofMillis(1_240))).isEqualTo("1.2 s");
    assertThat(Format.elapsed(Duration.ofSeconds(125))).isEqualTo("2 min 05 s");
  }

  @Test
  void moneyHasTwoDecimalsAndASign() {
    assertThat(Format.money(999, "EUR")).isEqualTo("9.99 EUR");
    assertThat(Format.money(-5, "EUR")).isEqualTo("-0.05 EUR");
  }

  @Test
  void aBarIsClippedToItsWidth() {
    assertThat(Format.bar(0.5, 4)).isEqualTo("██··");
    assertThat(Format.bar(7, 2)).isEqualTo("██");
    assertThat(Format.bar(Double.NaN, 2)).isEqualTo("··");
  }

  @Test
  void aTablesColumnsAreAsWideAsTheirWidestCell() {
    var table = new Table("what", "where").row("Keycloak", "8480").row("box", "8501");

    assertThat(table.lines())
        .containsExactly("what      where", "Keycloak  8480", "box       8501");
    assertThatThrownBy(() -> table.row("too few")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void outsideATerminalThereAreNeitherColoursNorLiveLines() {
    var out = new ByteArrayOutputStream();
    var console = Console.plain(out);

    console.say(Style.RED, "a line");
    console.live("gone at once");
    try (var task = console.task("work")) {
      task.done("finished");
    }

    String text = out.toString(StandardCharsets.UTF_8);
    assertThat(text)
        .contains("a line")
        .contains("✓ work: finished")
        .doesNotContain("\u001b", "gone");
  }

  @Test
  void aTaskThatNeverWasDoneIsMarkedAsFailed() {
    var out = new ByteArrayOutputStream();

    try (var task = Console.plain(out).task("work")) {
      task.detail("half");
    }

    assertThat(out.toString(StandardCharsets.UTF_8)).contains("✗ work");
  }
}
