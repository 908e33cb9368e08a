package tv.coax.bittorrent.command;

/** Ends the command with a sentence on standard error and an exit code. */
final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The transfer did not succeed. */
  static final int FAILED = 1;

  /** What was given cannot be used. */
  static final int BAD_INPUT = 2;

  private final int exitCode;

  private CommandException(int exitCode, String sentence) {
    super(sentence);
    this.exitCode = exitCode;
  }

  static CommandException badInput(String sentence) {
    return new CommandException(BAD_INPUT, sentence);
  }

  static CommandException failed(String sentence) {
    return new CommandException(FAILED, sentence);
  }

  /** With the sentence of the failure. */
  static CommandException failed(Exception failure) {
    return failed(sentence(failure));
  }

  /** What to tell people of any failure. */
  static String sentence(Exception failure) {
    String message = failure.getMessage();
    return message == null ? failure.toString() : message;
  }

  int exitCode() {
    return exitCode;
  }
}
