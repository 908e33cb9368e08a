package tv.coax.bittorrent.torrent;

import java.util.random.RandomGenerator;
import tv.coax.bittorrent.loop.Loop;
import tv.coax.bittorrent.loop.Workers;
import tv.coax.bittorrent.net.Network;
import tv.coax.bittorrent.storage.Volume;

/**
 * All that the engine knows of the world: real, or simulated.
 *
 * @param loop time, timers, and the thread that owns everything
 * @param network links to others
 * @param workers threads that read, write and hash
 * @param volume the disk
 * @param random every choice by chance, so that a seed repeats a run
 */
public record Environment(
    Loop loop, Network network, Workers workers, Volume volume, RandomGenerator random) {}
