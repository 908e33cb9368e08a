package tv.coax.catalog.subscriber;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import tv.coax.service.problem.Problem;

/**
 * The people who may log in, kept in Keycloak. When Keycloak does not answer, everything here is
 * the problem {@code identity-unavailable}.
 */
@ApplicationScoped
public class Subscribers {
  private static final Logger LOG = Logger.getLogger(Subscribers.class);
  private static final int MOST_MEMBERS = 10_000;

  private final Keycloak keycloak;
  private final String realm;

  Subscribers(Keycloak keycloak, KeycloakRealm.Place place) {
    this.keycloak = keycloak;
    this.realm = place.realm();
  }

  /** Those whose name or address contains {@code search}, by username. */
  public List<Subscriber> list(String search, int first, int most) {
    return ask(() -> {
      Map<String, SortedSet<String>> roles = rolesByUser();
      return realm().users().search(search, first, most).stream()
          .map(user -> view(user, roles.getOrDefault(user.getId(), new TreeSet<>())))
          .toList();
    });
  }

  /** Makes a subscriber with a temporary password; the problem {@code username-taken} otherwise. */
  public Welcome create(NewSubscriber wanted) {
    return ask(() -> {
      String password = newPassword();
      String id;
      try (Response response = realm().users().create(user(wanted, password))) {
        if (response.getStatus() == 409) {
          throw Problem.of(
              409, "username-taken", "This username or address belongs to somebody already.");
        }
        id = CreatedResponseUtil.getCreatedId(response);
      }
      give(id, Role.SUBSCRIBER);
      LOG.infof("Created the subscriber %s", id);
      return new Welcome(one(id), password);
    });
  }

  /** Gives a role; giving it again changes nothing. */
  public Subscriber grant(String id, Role role) {
    return ask(() -> {
      give(id, role);
      LOG.infof("Gave the role %s to %s", role.wireName(), id);
      return one(id);
    });
  }

  /** Takes a role away; taking it again changes nothing. */
  public Subscriber revoke(String id, Role role) {
    return ask(() -> {
      realm().users().get(id).roles().realmLevel().remove(List.of(representation(role)));
      LOG.infof("Took the role %s from %s", role.wireName(), id);
      return one(id);
    });
  }

  private void give(String id, Role role) {
    realm().users().get(id).roles().realmLevel().add(List.of(representation(role)));
  }

  private Subscriber one(String id) {
    var user = realm().users().get(id);
    var roles = new TreeSet<String>();
    user.roles().realmLevel().listAll().forEach(role -> roles.add(role.getName()));
    return view(user.toRepresentation(), roles);
  }

  private RoleRepresentation representation(Role role) {
    return realm().roles().get(role.wireName()).toRepresentation();
  }

  /** Two calls for everybody, instead of one for each. */
  private Map<String, SortedSet<String>> rolesByUser() {
    var roles = new HashMap<String, SortedSet<String>>();
    for (Role role : Role.values()) {
      realm()
          .roles()
          .get(role.wireName())
          .getUserMembers(0, MOST_MEMBERS)
          .forEach(user ->
              roles.computeIfAbsent(user.getId(), id -> new TreeSet<>()).add(role.wireName()));
    }
    return roles;
  }

  private RealmResource realm() {
    return keycloak.realm(realm);
  }

  private static UserRepresentation user(NewSubscriber wanted, String password) {
    var credential = new CredentialRepresentation();
    credential.setType(CredentialRepresentation.PASSWORD);
    credential.setValue(password);
    credential.setTemporary(true);
    var user = new UserRepresentation();
    user.setUsername(wanted.username());
    user.setFirstName(wanted.firstName());
    user.setLastName(wanted.lastName());
    user.setEmail(wanted.email());
    user.setEnabled(true);
    user.setCredentials(List.of(credential));
    return user;
  }

  private static Subscriber view(UserRepresentation user, SortedSet<String> allRoles) {
    var roles = new TreeSet<String>();
    for (Role role : Role.values()) {
      if (allRoles.contains(role.wireName())) {
        roles.add(role.wireName());
      }
    }
    return new Subscriber(
        user.getId(),
        user.getUsername(),
        user.getFirstName(),
        user.getLastName(),
        user.getEmail(),
        Boolean.TRUE.equals(user.isEnabled()),
        roles);
  }

  private static String newPassword() {
    byte[] random = new byte[12];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  private static <T> T ask(Supplier<T> question) {
    try {
      return question.get();
    } catch (ProcessingException | WebApplicationException e) {
      if (e instanceof WebApplicationException answer && answer.getResponse().getStatus() == 404) {
        throw Problem.of(404, "unknown-subscriber", "There is no such subscriber.");
      }
      LOG.warnf("Keycloak did not do as asked: %s", e);
      throw Problem.of(
          503, "identity-unavailable", "Keycloak does not answer as it should. Try again.");
    }
  }
}
