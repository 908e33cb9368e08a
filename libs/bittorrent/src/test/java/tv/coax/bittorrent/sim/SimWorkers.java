package tv.coax.bittorrent.sim;

import tv.coax.bittorrent.loop.Workers;

/** Workers that take some virtual time for everything, in order within a strand. */
final class SimWorkers implements Workers {
  private static final int STRANDS = 3;

  private final SimWorld world;
  private final SimLoop loop;
  private final long[] freeAt = new long[STRANDS];
  private final long slowestNanos;

  SimWorkers(SimWorld world, SimLoop loop, long slowestNanos) {
    this.world = world;
    this.loop = loop;
    this.slowestNanos = slowestNanos;
  }

  @Override
  public void run(int strand, Runnable work) {
    int lane = Math.floorMod(strand, STRANDS);
    long start = Math.max(world.now(), freeAt[lane]);
    freeAt[lane] = start + 10_000 + world.random.nextLong(slowestNanos);
    world.at(freeAt[lane], () -> loop.run(work));
  }

  @Override
  public int parallelism() {
    return STRANDS;
  }

  @Override
  public void close() {
    // nothing is held
  }
}
