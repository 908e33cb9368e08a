package tv.coax.agent.download;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import tv.coax.agent.clock.TrustedClock;
import tv.coax.agent.device.Papers;
import tv.coax.agent.library.Entitlement;
import tv.coax.agent.remote.RemoteException;
import tv.coax.bittorrent.torrent.AnnounceCredentials;

/**
 * Tickets for one swarm, asked of the catalog when the tracker is announced to and kept as {@link
 * HeldTicket} says. Without a ticket (the catalog is away) the announce goes without one, is
 * refused by the tracker and tried again later.
 */
final class Tickets implements AnnounceCredentials {

  private static final Logger LOG = Logger.getLogger(Tickets.class);
  private final Papers papers;
  private final HeldTicket held;
  private volatile Entitlement entitlement;

  Tickets(Papers papers, TrustedClock clock, Entitlement entitlement) {
    this.papers = papers;
    this.held = new HeldTicket(clock.forRequests(), System::nanoTime);
    this.entitlement = entitlement;
  }

  /** From now on tickets are asked for under this entitlement: a newer right to the same asset. */
  void use(Entitlement newer) {
    entitlement = newer;
  }

  @Override
  public CompletionStage<Optional<String>> bearer() {
    Optional<String> known = held.use();
    if (known.isPresent()) {
      return CompletableFuture.completedFuture(known);
    }
    CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
    Thread.ofVirtual().name("ticket").start(() -> answer.complete(ask()));
    return answer;
  }

  private Optional<String> ask() {
    Entitlement right = entitlement;
    if (!right.correlation().isEmpty()) {
      MDC.put("correlationId", right.correlation());
    }
    try {
      JsonNode answer = papers.ticket(right);
      String ticket = answer.path("ticket").asText();
      held.keep(ticket, Instant.parse(answer.path("expiresAt").asText()));
      return Optional.of(ticket);
    } catch (RemoteException e) {
      LOG.infof("No ticket for %s: %s", right.titleName(), e.sentence());
    } catch (DateTimeParseException e) {
      LOG.infof("No ticket for %s: its expiry cannot be read.", right.titleName());
    } catch (InterruptedException e) {
      LOG.debug("The box stops.");
    } catch (RuntimeException e) {
      LOG.error("A ticket could not be asked for.", e);
    }
    return Optional.empty();
  }
}
