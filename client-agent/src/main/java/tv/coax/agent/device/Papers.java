package tv.coax.agent.device;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Map;
import tv.coax.agent.identity.Account;
import tv.coax.agent.library.Entitlement;
import tv.coax.agent.remote.Remote;
import tv.coax.agent.remote.RemoteException;
import tv.coax.agent.settings.CoaxConfig;

/**
 * Asks the catalog for what it signs for this device: entitlement tokens and tickets. Each request
 * carries the account's access token and a proof of possession of the device key (RFC 9449).
 */
@Singleton
public final class Papers {

  private final Device device;
  private final Account account;
  private final Remote remote;
  private final CoaxConfig config;

  Papers(Device device, Account account, Remote remote, CoaxConfig config) {
    this.device = device;
    this.account = account;
    this.remote = remote;
    this.config = config;
  }

  /** A token that the license service turns into a license for this device. */
  public String token(Entitlement entitlement) throws RemoteException, InterruptedException {
    return ask(entitlement, "tokens").path("token").asText();
  }

  /** {@code {ticket, expiresAt}} for the swarm of the entitlement's asset. */
  public JsonNode ticket(Entitlement entitlement) throws RemoteException, InterruptedException {
    return ask(entitlement, "tickets");
  }

  private JsonNode ask(Entitlement entitlement, String what)
      throws RemoteException, InterruptedException {
    URI uri =
        Remote.below(config.catalog().url(), "/api/entitlements/" + entitlement.id() + "/" + what);
    String token = account.accessToken();
    try {
      return remote
          .to("the catalog", uri)
          .bearer(token)
          .proof(device.key().proof("POST", uri))
          .post(
              Map.of(
                  "deviceThumbprint", device.thumbprint(),
                  "assetVersion", entitlement.assetVersion()));
    } catch (RemoteException e) {
      if (e.status() == 401) {
        account.distrust(token);
      }
      if (e.problem().equals("proof-invalid")) {
        device.askTime();
      }
      throw e;
    }
  }
}
