package tv.coax.acceptance.bench;

/**
 * How a film was played.
 *
 * @param startSeconds from the connection to the seeder until the first bytes to start with
 * @param seekSeconds the same after the jump to the middle
 * @param stalls how often the picture stood still for longer than a frame
 * @param stalledSeconds how long in all
 */
public record Playback(double startSeconds, double seekSeconds, int stalls, double stalledSeconds) {
  static final String WORD = "played";

  /** Reads the four numbers of a line, in the order above. */
  static Playback parse(String line) {
    String[] words = line.trim().split(" +", 5);
    if (words.length != 4) {
      throw new BenchException("says '" + line + "' instead of four numbers");
    }
    return new Playback(
        Double.parseDouble(words[0]),
        Double.parseDouble(words[1]),
        Integer.parseInt(words[2]),
        Double.parseDouble(words[3]));
  }

  /** The line that {@link #parse} reads, with the word before it. */
  public String line() {
    return WORD + " " + startSeconds + " " + seekSeconds + " " + stalls + " " + stalledSeconds;
  }
}
