package tv.coax.acceptance.bench;

import java.util.List;

/**
 * What a player is asked to play.
 *
 * @param bytesPerSecond the rate at which it is consumed
 * @param startBytes what must be there before the picture moves
 * @param seconds how long it is played from the start, and again from the middle
 */
record Film(long bytesPerSecond, long startBytes, int seconds) {
  List<String> arguments() {
    return List.of(
        Long.toString(bytesPerSecond), Long.toString(startBytes), Integer.toString(seconds));
  }
}
