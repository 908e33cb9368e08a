package tv.coax.agent.download;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;
import tv.coax.agent.device.Device;
import tv.coax.agent.identity.Account;
import tv.coax.agent.library.Entitlement;
import tv.coax.agent.remote.Remote;
import tv.coax.agent.remote.RemoteException;
import tv.coax.bittorrent.torrent.AnnounceCredentials;

/**
 * Tickets for one swarm, asked of the catalog when the tracker is announced to and kept until
 * shortly before they expire. Without a ticket (the catalog is away) the announce goes without one,
 * is refused by the tracker and tried again later.
 */
final class Tickets implements AnnounceCredentials {

  private static final Logger LOG = Logger.getLogger(Tickets.class);
  private static final Duration SPARE = Duration.ofMinutes(2);
  private static final Duration SHORTEST = Duration.ofSeconds(5);

  private final Remote remote;
  private final URI catalog;
  private final Account account;
  private final Device device;
  private volatile Entitlement entitlement;
  private volatile @Nullable Held held;

  private record Held(String ticket, long freshUntilNanos) {
    boolean fresh() {
      return System.nanoTime() - freshUntilNanos < 0;
    }
  }

  Tickets(Remote remote, URI catalog, Account account, Device device, Entitlement entitlement) {
    this.remote = remote;
    this.catalog = catalog;
    this.account = account;
    this.device = device;
    this.entitlement = entitlement;
  }

  /** From now on tickets are asked for under this entitlement: a newer right to the same asset. */
  void use(Entitlement newer) {
    entitlement = newer;
  }

  @Override
  public CompletionStage<Optional<String>> bearer() {
    Held known = held;
    if (known != null && known.fresh()) {
      return CompletableFuture.completedFuture(Optional.of(known.ticket()));
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
      JsonNode answer =
          remote
              .to(
                  "the catalog",
                  Remote.below(catalog, "/api/entitlements/" + right.id() + "/tickets"))
              .bearer(account.accessToken())
              .post(
                  Map.of(
                      "deviceThumbprint", device.thumbprint(),
                      "assetVersion", right.assetVersion()));
      String ticket = answer.path("ticket").asText();
      Duration lasts =
          Duration.between(Instant.now(), Instant.parse(answer.path("expiresAt").asText()))
              .minus(SPARE);
      if (lasts.compareTo(SHORTEST) < 0) {
        lasts = SHORTEST;
      }
      held = new Held(ticket, System.nanoTime() + lasts.toNanos());
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
