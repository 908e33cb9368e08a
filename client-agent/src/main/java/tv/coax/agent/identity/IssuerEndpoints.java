package tv.coax.agent.identity;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import tv.coax.agent.remote.Remote;
import tv.coax.agent.remote.RemoteException;
import tv.coax.agent.settings.CoaxConfig;

/**
 * The issuer's addresses, from OpenID Connect Discovery 1.0; asked once and remembered while the
 * box runs.
 */
@Singleton
public final class IssuerEndpoints {

  private final Remote remote;
  private final URI issuer;
  private volatile @Nullable Found found;

  /** What discovery tells a box. */
  public record Found(URI token, URI deviceAuthorization) {}

  IssuerEndpoints(Remote remote, CoaxConfig config) {
    this.remote = remote;
    this.issuer = config.box().issuer();
  }

  /**
   * The endpoints; an issuer that names itself otherwise than configured is refused (section 4.3).
   */
  public Found find() throws RemoteException, InterruptedException {
    Found known = found;
    if (known != null) {
      return known;
    }
    JsonNode document =
        remote.to("the login", Remote.below(issuer, "/.well-known/openid-configuration")).get();
    if (!document.path("issuer").asText().equals(issuer.toString())) {
      throw RemoteException.unexpected(
          "The login names itself %s, not %s.".formatted(document.path("issuer").asText(), issuer),
          null);
    }
    Found fresh =
        new Found(uri(document, "token_endpoint"), uri(document, "device_authorization_endpoint"));
    found = fresh;
    return fresh;
  }

  private static URI uri(JsonNode document, String name) throws RemoteException {
    try {
      String text = document.path(name).asText();
      if (!text.isBlank()) {
        return URI.create(text);
      }
    } catch (IllegalArgumentException e) {
      throw RemoteException.unexpected("The login's " + name + " is not an address.", e);
    }
    throw RemoteException.unexpected("The login does not offer a " + name + ".", null);
  }
}
