package tv.coax.protection.jws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static tv.coax.protection.Documents.NOW;
import static tv.coax.protection.Documents.assertRefused;
import static tv.coax.protection.Documents.at;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tv.coax.protection.Documents;
import tv.coax.protection.jws.InvalidDocumentException.Reason;
import tv.coax.protection.keys.KeyPairs;
import tv.coax.protection.keys.P256KeyPair;
import tv.coax.protection.keys.PublicJwk;
import tv.coax.protection.ticket.Ticket;

class HostileDocumentsTest {
  private static final String DEVICE = KeyPairs.generate().publicJwk().thumbprint();

  private final P256KeyPair pair = KeyPairs.generate();
  private final String kid = pair.publicJwk().thumbprint();
  private final IssuerKeys keys =
      id -> id.equals(kid) ? Optional.of(pair.publicJwk().key()) : Optional.empty();
  private final String payload =
      Hostile.payload(Documents.ticket(DEVICE).sign(SigningKey.generate()));
  private final String honest = signed(payload);

  @Test
  void theHonestDocumentPasses() {
    assertThat(verify(honest)).isEqualTo(Documents.ticket(DEVICE));
  }

  @Test
  void aDocumentWithoutSignatureIsRefused() {
    assertRefused(Reason.MALFORMED, () -> verify(Hostile.algNone(honest)));
    assertRefused(Reason.BAD_SIGNATURE, () -> verify(Hostile.algNoneWithSignature(honest)));
  }

  @Test
  void aDocumentWithThePublicKeyAsHmacSecretIsRefused() {
    byte[] der = pair.publicJwk().key().getEncoded();
    byte[] json = pair.publicJwk().toJson().getBytes(StandardCharsets.UTF_8);

    assertRefused(Reason.BAD_SIGNATURE, () -> verify(Hostile.hs256(honest, der)));
    assertRefused(Reason.BAD_SIGNATURE, () -> verify(Hostile.hs256(honest, json)));
  }

  @Test
  void changedClaimsAreRefused() {
    String changed = payload.replace("tracker", "tracked");

    assertRefused(Reason.BAD_SIGNATURE, () -> verify(Hostile.otherPayload(honest, changed)));
  }

  @Test
  void aSignatureOfZerosIsRefused() {
    String zeros = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[64]);

    assertRefused(
        Reason.BAD_SIGNATURE,
        () -> verify(Hostile.part(honest, 0) + "." + Hostile.part(honest, 1) + "." + zeros));
  }

  @Test
  void anotherKeyUnderTheSameKeyIdIsRefused() {
    String forged =
        Hostile.signed(
            KeyPairs.generate(),
            payload,
            jws -> {
              jws.setHeader("typ", Ticket.TYPE);
              jws.setKeyIdHeaderValue(kid);
            });

    assertRefused(Reason.BAD_SIGNATURE, () -> verify(forged));
  }

  @Test
  void aKeyCarriedInTheDocumentIsNotBelieved() {
    P256KeyPair own = KeyPairs.generate();
    String forged =
        Hostile.signed(
            own,
            payload,
            jws -> {
              jws.setHeader("typ", Ticket.TYPE);
              jws.setHeader("jwk", own.publicJwk().members());
              jws.setHeader("jku", "http://127.0.0.1/keys");
              jws.setKeyIdHeaderValue(own.publicJwk().thumbprint());
            });

    assertRefused(Reason.BAD_SIGNATURE, () -> verify(forged));
  }

  @Test
  void anUnknownOrMissingKeyIdIsRefused() {
    for (Map<String, Object> header :
        List.<Map<String, Object>>of(
            Map.of(), Map.of("kid", "another"), Map.of("kid", 7), Map.of("kid", ""))) {
      String document =
          Hostile.signed(
              pair,
              payload,
              jws -> {
                jws.setHeader("typ", Ticket.TYPE);
                header.forEach(jws::setHeader);
              });
      assertRefused(Reason.BAD_SIGNATURE, () -> verify(document));
    }
  }

  @Test
  void aMissingOrAlmostRightTypeIsRefused() {
    for (Object typ : new Object[] {"", "JWT", "Coax-Ticket+jwt", "coax-ticket+jwt ", 1}) {
      String document =
          Hostile.signed(
              pair,
              payload,
              jws -> {
                jws.setHeader("typ", typ);
                jws.setKeyIdHeaderValue(kid);
              });
      assertRefused(Reason.WRONG_TYPE, () -> verify(document));
    }
    String without = Hostile.signed(pair, payload, jws -> jws.setKeyIdHeaderValue(kid));
    assertRefused(Reason.WRONG_TYPE, () -> verify(without));
  }

  @Test
  void headersThatChangeTheMeaningAreRefused() {
    String unencoded =
        Hostile.signed(
            pair,
            payload,
            jws -> {
              jws.setHeader("typ", Ticket.TYPE);
              jws.setKeyIdHeaderValue(kid);
              jws.setHeader("b64", (Object) true);
            });
    assertRefused(Reason.MALFORMED, () -> verify(unencoded));
  }

  @Test
  void aMemberThatOccursTwiceIsRefused() {
    String twice = payload.replaceFirst("\\{", "{\"aud\":\"tracker\",");
    String twiceInHeader =
        Hostile.encode(
                "{\"alg\":\"ES256\",\"alg\":\"ES256\",\"kid\":\""
                    + kid
                    + "\",\"typ\":\"coax-ticket+jwt\"}")
            + "."
            + Hostile.part(honest, 1)
            + "."
            + Hostile.part(honest, 2);

    assertRefused(Reason.MALFORMED, () -> verify(signed(twice)));
    assertRefused(Reason.MALFORMED, () -> verify(twiceInHeader));
  }

  @Test
  void claimsThatAreNoJsonObjectAreRefused() {
    for (String claims : new String[] {"[]", "null", "7", "{", "{} {}", "", "\u0000"}) {
      assertRefused(Reason.MALFORMED, () -> verify(signed(claims)));
    }
  }

  @Test
  void deeplyNestedAndHugeDocumentsAreRefusedQuickly() {
    String nested = "{\"a\":" + "[".repeat(5000) + "]".repeat(5000) + "}";
    String huge = "A".repeat(CompactJws.MAX_CHARS + 1);

    assertRefused(Reason.MALFORMED, () -> verify(signed(nested)));
    assertRefused(Reason.MALFORMED, () -> verify(huge));
    assertRefused(Reason.MALFORMED, () -> verify(honest + "A".repeat(CompactJws.MAX_CHARS)));
  }

  @Test
  void aDocumentCutAnywhereIsRefused() {
    for (int length = 0; length < honest.length(); length++) {
      String cut = honest.substring(0, length);
      try {
        verify(cut);
        fail("A document cut at %d passed.", length);
      } catch (InvalidDocumentException refused) {
        assertThat(refused.reason()).isIn(Reason.MALFORMED, Reason.BAD_SIGNATURE);
      }
    }
  }

  @Test
  void whateverIsSentTheAnswerIsARefusalWithAReason() {
    long seed = 20261123;
    Random random = new Random(seed);
    for (int round = 0; round < 5_000; round++) {
      StringBuilder noise = new StringBuilder(honest);
      for (int change = 0; change <= random.nextInt(4); change++) {
        int at = random.nextInt(noise.length());
        switch (random.nextInt(3)) {
          case 0 -> noise.setCharAt(at, (char) (32 + random.nextInt(96)));
          case 1 -> noise.deleteCharAt(at);
          default -> noise.insert(at, (char) random.nextInt(256));
        }
      }
      if (!noise.toString().equals(honest)) {
        try {
          assertThat(verify(noise.toString())).isEqualTo(Documents.ticket(DEVICE));
        } catch (InvalidDocumentException refused) {
          assertThat(refused).as("seed %d", seed).hasMessageEndingWith(".");
        }
      }
    }
  }

  @Test
  void aKeySetNamingAKeyTwiceOrHoldingNoListIsRefused() {
    String jwk = new SigningKeyJson(pair.publicJwk(), "a").json();

    for (String set :
        new String[] {"", "[]", "{}", "{\"keys\":7}", "{\"keys\":[" + jwk + "," + jwk + "]}"}) {
      assertThatThrownBy(() -> IssuerKeys.of(set)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(IssuerKeys.of("{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"r\"}," + jwk + "]}").find("a"))
        .contains(pair.publicJwk().key());
  }

  private record SigningKeyJson(PublicJwk key, String kid) {
    String json() {
      return key.toJson().replaceFirst("\\{", "{\"kid\":\"" + kid + "\",");
    }
  }

  private String signed(String claims) {
    return Hostile.signed(
        pair,
        claims,
        jws -> {
          jws.setHeader("typ", Ticket.TYPE);
          jws.setKeyIdHeaderValue(kid);
        });
  }

  private Ticket verify(String document) {
    return Ticket.verify(document, keys, "catalog-service", at(NOW));
  }
}
