package tv.coax.acceptance.bench;

/** Names of figures that several benchmarks have. */
final class Figure {
  static final String WALL = "wall s";
  static final String CPU = "CPU s";
  static final String MEMORY = "private MiB";

  private Figure() {}
}
