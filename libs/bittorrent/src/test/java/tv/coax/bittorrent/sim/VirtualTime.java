package tv.coax.bittorrent.sim;

import tv.coax.bittorrent.loop.Loop;

/** A loop whose time passes only when told: for tests of single classes. */
public final class VirtualTime {
  private final SimWorld world = new SimWorld(1);
  private final SimLoop loop = new SimLoop(world, () -> {});

  public Loop loop() {
    return loop;
  }

  public void passSeconds(double seconds) {
    long until = world.now() + (long) (seconds * 1e9);
    world.at(until, () -> {});
    world.run(until, () -> false);
  }
}
