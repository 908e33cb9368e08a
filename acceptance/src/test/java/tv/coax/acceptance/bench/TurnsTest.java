package tv.coax.acceptance.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
  @Test
  void everyRunHasAllOfThemAndEveryOtherGoesBackwards() {
    List<String> done = new ArrayList<>();
    Turns turns = new Turns();
    List.of("a", "b", "c").forEach(name -> turns.add(() -> done.add(name)));

    for (int run = -1; run < 3; run++) {
      turns.run(run);
    }

    assertThat(String.join("", done)).isEqualTo("cbaabccbaabc");
  }
}
