package tv.coax.catalog.account;

import io.quarkus.security.identity.SecurityIdentity;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Who calls, as their token says.
 *
 * @param accountId the token's {@code sub}
 * @param name what to call them: {@code preferred_username}
 */
public record Caller(String accountId, String name) {

  /** The caller behind an authenticated request, whether by bearer token or by session. */
  public static Caller of(SecurityIdentity identity) {
    if (identity.getPrincipal() instanceof JsonWebToken token && token.getSubject() != null) {
      String name = token.getClaim("preferred_username");
      return new Caller(token.getSubject(), name == null ? token.getSubject() : name);
    }
    String name = identity.getPrincipal().getName();
    return new Caller(name, name);
  }
}
