package tv.coax.acceptance.bench;

/**
 * What a run of a process cost.
 *
 * @param wallSeconds from start to end
 * @param cpuSeconds user and system time of all its threads
 * @param peakPrivateBytes the most memory that was shared with no other process
 */
record Cost(double wallSeconds, double cpuSeconds, long peakPrivateBytes) {}
