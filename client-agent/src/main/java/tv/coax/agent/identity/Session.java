package tv.coax.agent.identity;

import java.net.URI;
import java.time.Instant;

/**
 * What is kept of a pairing.
 *
 * @param accountId the subject of the tokens
 * @param refreshToken the newest; each use may bring another
 * @param issuer who issued it; a session of another issuer is not used
 */
record Session(String accountId, String refreshToken, URI issuer, Instant pairedAt) {

  @Override
  public String toString() {
    return "Session[" + accountId + " at " + issuer + "]";
  }
}
