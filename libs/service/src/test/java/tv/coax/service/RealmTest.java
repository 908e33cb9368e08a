package tv.coax.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the realm says of the clients' tokens. */
class RealmTest {
  private static final Path REALM = Path.of("../../deploy/keycloak/coax-realm.json");

  @Test
  void aBoxesTokenHasNoRoleThatBuysOrOperates() throws IOException {
    assertThat(client("box").get("fullScopeAllowed").asBoolean(true)).isFalse();
    assertThat(rolesOf("box")).containsExactly("offline_access");
  }

  @Test
  void theSeedersTokenHasItsOwnRoleOnly() throws IOException {
    assertThat(client("seeder-service").get("fullScopeAllowed").asBoolean(true)).isFalse();
    assertThat(rolesOf("seeder-service")).containsExactly("seeder");
  }

  private static JsonNode client(String id) throws IOException {
    for (JsonNode client : realm().get("clients")) {
      if (client.get("clientId").asText().equals(id)) {
        return client;
      }
    }
    throw new AssertionError("The realm has no client " + id + ".");
  }

  private static List<String> rolesOf(String client) throws IOException {
    List<String> roles = new ArrayList<>();
    for (JsonNode mapping : realm().get("scopeMappings")) {
      if (mapping.path("client").asText().equals(client)) {
        mapping.get("roles").forEach(role -> roles.add(role.asText()));
      }
    }
    return roles;
  }

  private static JsonNode realm() throws IOException {
    return new ObjectMapper().readTree(REALM.toFile());
  }
}
