package tv.coax.bittorrent.choke;

/**
 * How many peers are served at the same time. Few, so that each has a piece soon and passes it on;
 * more as long as more goes out because of it, since a fast line is not filled by a few slow peers.
 */
public final class Slots {
  private static final int MAX = 100;
  private static final int REST_ROUNDS = 6;

  private final int least;
  private int count;
  private int step;
  private int rest;
  private double before;

  /**
   * @param least never fewer
   */
  public Slots(int least) {
    this.least = least;
    this.count = least;
  }

  public int count() {
    return count;
  }

  /**
   * Called every few seconds.
   *
   * @param rate bytes a second that go out
   * @param full whether all that are served take something and no limit of ours holds them back
   */
  public void round(double rate, boolean full) {
    if (step > 0) {
      boolean paid = rate > before * (1 + 0.5 * step / count);
      if (!paid) {
        count = Math.max(least, count - step);
        rest = REST_ROUNDS;
      }
      step = 0;
    }
    if (!full) {
      return;
    }
    if (rest > 0) {
      rest--;
    } else if (count < MAX) {
      before = rate;
      step = Math.min(MAX - count, Math.max(1, count / 4));
      count += step;
    }
  }
}
