package tv.coax.acceptance.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReportTest {
  private final Report report = new Report("carrying");

  @Test
  void aRowHasMedianSpreadAndOursAsAPartOfTheirs() {
    report.add("coax", "wall s", 1);
    report.add("coax", "wall s", 3);
    report.add("coax", "wall s", 2);
    report.add("other", "wall s", 4);
    report.add("other", "CPU s", 7);

    assertThat(report.text())
        .startsWith(
            """
            ### carrying
            |       | wall s           | CPU s |
            | ----- | ---------------- | ----- |
            | coax  | 2.00 (1.00-3.00) | -     |
            | other | 4.00 x0.50       | 7.00  |
            """);
  }

  @Test
  void aTargetIsMetOrMissedOrNotMeasured() {
    report.add("coax", "wall s", 2);
    report.add("other", "wall s", 4);
    report.target("wall s", "other", 0.5);
    report.target("wall s", 1.5);
    report.target("wall s", "nobody", 1);

    assertThat(report.text())
        .contains("- wall s over that of other: 0.50, target 0.50: met\n")
        .contains("- wall s: 2.00, target 1.50: MISSED\n")
        .contains("- wall s over that of nobody: not measured, target 1.00\n");
  }

  @Test
  void theMedianOfAnEvenNumberIsInTheMiddleOfTheTwo() {
    Series series = new Series();
    for (double value : new double[] {9, 1, 2, 4}) {
      series.add(value);
    }

    assertThat(series.median()).isEqualTo(3);
    assertThat(series.min()).isEqualTo(1);
    assertThat(series.max()).isEqualTo(9);
  }
}
