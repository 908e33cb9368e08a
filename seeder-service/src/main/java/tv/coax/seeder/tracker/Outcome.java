package tv.coax.seeder.tracker;

/** How a call to the tracker ended; each is a label of the metric. */
enum Outcome {
  ANSWERED,
  MALFORMED,
  NO_TICKET,
  TICKET_REFUSED,
  OTHER_SWARM,
  UNKNOWN_SWARM,
  TOO_MANY_PEERS,
  UNAVAILABLE;

  String label() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
