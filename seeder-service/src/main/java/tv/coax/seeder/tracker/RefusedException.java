package tv.coax.seeder.tracker;

/** A call that gets a {@code failure reason} (BEP 3) and no peers. The message is for people. */
final class RefusedException extends Exception {
  private final Outcome outcome;

  RefusedException(Outcome outcome, String sentence) {
    super(sentence);
    this.outcome = outcome;
  }

  Outcome outcome() {
    return outcome;
  }

  static RefusedException malformed(String sentence) {
    return new RefusedException(Outcome.MALFORMED, sentence);
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
