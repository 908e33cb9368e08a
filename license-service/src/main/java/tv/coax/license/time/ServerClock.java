package tv.coax.license.time;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The clock of the service. */
class ServerClock {

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }
}
