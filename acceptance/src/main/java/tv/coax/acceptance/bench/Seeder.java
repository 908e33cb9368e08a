package tv.coax.acceptance.bench;

import java.util.List;

/**
 * How a program is told to seed, and how one knows that it does.
 *
 * @param command what starts it
 * @param readyWord how the line begins that says that it is ready
 * @param address where it listens; empty when the rest of that line says it
 */
record Seeder(List<String> command, String readyWord, String address) {

  /** For a program that chooses its port and says it. */
  static Seeder saysWhere(List<String> command) {
    return new Seeder(command, "listening", "");
  }

  /** Waits until it is ready; answers where it listens. */
  String await(Child started) {
    String said = started.awaitLine(readyWord);
    started.ignoreOutput();
    return address.isEmpty() ? said : address;
  }
}
