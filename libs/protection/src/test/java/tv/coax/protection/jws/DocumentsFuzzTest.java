package tv.coax.protection.jws;

import static tv.coax.protection.Documents.NOW;
import static tv.coax.protection.Documents.at;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tv.coax.protection.device.DeviceProof;
import tv.coax.protection.keys.KeyPairs;
import tv.coax.protection.keys.P256KeyPair;
import tv.coax.protection.keys.PublicJwk;
import tv.coax.protection.keywrap.KeyWrap;
import tv.coax.protection.ticket.Ticket;

/**
 * Whatever a stranger sends, the answer is a refusal of the declared kind. Runs the kept inputs;
 * with {@code JAZZER_FUZZ=1} it looks for new ones.
 */
class DocumentsFuzzTest {
  private static final P256KeyPair PAIR = KeyPairs.generate();
  private static final SigningKey KEY = SigningKey.generate();
  private static final IssuerKeys KEYS = KEY.asIssuerKeys();
  private static final URI ADDRESS = URI.create("http://127.0.0.1/");

  @FuzzTest(maxDuration = "60s")
  void documentsAreRefusedWithAReason(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    refused(() -> Ticket.verify(text, KEYS, "catalog-service", at(NOW)));
    refused(() -> DeviceProof.verify(text, "GET", ADDRESS, Duration.ofMinutes(2), at(NOW)));
    refused(() -> KeyWrap.unwrap(text, PAIR));
    refused(() -> CompactJws.parse(Hostile.encode(text) + ".e30.AA", Ticket.TYPE));
    refused(() -> Ticket.verify(signed(text), KEYS, "catalog-service", at(NOW)));
  }

  @FuzzTest(maxDuration = "60s")
  void keysAreRefusedWithASentence(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    refused(() -> PublicJwk.parse(text));
    refused(() -> IssuerKeys.of(text));
  }

  private static String signed(String payload) {
    return Hostile.signed(
        PAIR,
        payload,
        jws -> {
          jws.setHeader("typ", Ticket.TYPE);
          jws.setKeyIdHeaderValue(KEY.kid());
        });
  }

  private static void refused(Runnable reading) {
    try {
      reading.run();
    } catch (InvalidDocumentException | IllegalArgumentException refused) {
      // The declared answers; anything else fails the test.
    }
  }
}
