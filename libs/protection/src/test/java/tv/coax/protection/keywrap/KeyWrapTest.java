package tv.coax.protection.keywrap;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.coax.protection.Documents.assertRefused;

import java.util.function.Consumer;
import org.jose4j.jwe.JsonWebEncryption;
import org.junit.jupiter.api.Test;
import tv.coax.protection.jws.Hostile;
import tv.coax.protection.jws.InvalidDocumentException;
import tv.coax.protection.jws.InvalidDocumentException.Reason;
import tv.coax.protection.keys.KeyPairs;
import tv.coax.protection.keys.P256KeyPair;
import tv.coax.protection.sealing.ContentKey;

class KeyWrapTest {
  private final P256KeyPair recipient = KeyPairs.generate();
  private final ContentKey key = ContentKey.random("key-1");

  @Test
  void aWrappedKeyOpensForItsRecipientAndIsNeverWrappedTheSame() {
    String one = KeyWrap.wrap(key, recipient.publicJwk());
    String two = KeyWrap.wrap(key, recipient.publicJwk());

    assertThat(KeyWrap.unwrap(one, recipient)).isEqualTo(key);
    assertThat(one).isNotEqualTo(two);
    assertThat(Hostile.header(one))
        .containsEntry("alg", "ECDH-ES+A256KW")
        .containsEntry("enc", "A256GCM")
        .containsEntry("typ", "coax-key+jwe")
        .containsEntry("content_key_id", "key-1")
        .containsEntry("kid", recipient.publicJwk().thumbprint());
  }

  @Test
  void anotherRecipientIsRefused() {
    String wrapped = KeyWrap.wrap(key, recipient.publicJwk());

    assertRefused(Reason.WRONG_DEVICE, () -> KeyWrap.unwrap(wrapped, KeyPairs.generate()));
  }

  @Test
  void everyChangedCharacterIsRefused() {
    String wrapped = KeyWrap.wrap(key, recipient.publicJwk());
    for (int at = 0; at < wrapped.length(); at++) {
      char old = wrapped.charAt(at);
      String changed =
          wrapped.substring(0, at) + (old == 'A' ? 'B' : 'A') + wrapped.substring(at + 1);
      try {
        // The last character of a part may carry bits that mean nothing.
        assertThat(KeyWrap.unwrap(changed, recipient)).isEqualTo(key);
        assertThat(at + 1 == wrapped.length() || wrapped.charAt(at + 1) == '.').isTrue();
      } catch (InvalidDocumentException refused) {
        assertThat(refused).hasMessageEndingWith(".");
      }
    }
  }

  @Test
  void otherAlgorithmsTypesAndCompressionAreRefused() {
    assertRefused(Reason.MALFORMED, () -> unwrap(jwe -> jwe.setAlgorithmHeaderValue("ECDH-ES")));
    assertRefused(
        Reason.BAD_SIGNATURE, () -> unwrap(jwe -> jwe.setAlgorithmHeaderValue("ECDH-ES+A128KW")));
    assertRefused(
        Reason.BAD_SIGNATURE,
        () -> unwrap(jwe -> jwe.setEncryptionMethodHeaderParameter("A128GCM")));
    assertRefused(Reason.WRONG_TYPE, () -> unwrap(jwe -> jwe.setHeader("typ", "JWE")));
    assertRefused(Reason.MALFORMED, () -> unwrap(JsonWebEncryption::enableDefaultCompression));
    assertRefused(Reason.MALFORMED, () -> unwrap(jwe -> jwe.setPlaintext(new byte[31])));
    assertRefused(Reason.MALFORMED, () -> unwrap(jwe -> jwe.setHeader("content_key_id", "a b")));
    assertThat(unwrap(jwe -> {}).keyId()).isEqualTo("key-1");
  }

  @Test
  void anEphemeralKeyOffTheCurveIsRefused() {
    String wrapped = KeyWrap.wrap(key, recipient.publicJwk());
    String header =
        org.jose4j.json.JsonUtil.toJson(Hostile.header(wrapped))
            .replaceFirst("\"y\":\"[^\"]+\"", "\"y\":\"" + "A".repeat(43) + "\"");

    assertRefused(
        Reason.BAD_SIGNATURE,
        () ->
            KeyWrap.unwrap(
                Hostile.encode(header) + wrapped.substring(wrapped.indexOf('.')), recipient));
  }

  @Test
  void textThatIsNoWrappedKeyIsRefused() {
    for (String text : new String[] {"", "....", "a.b.c", "a.b.c.d.e", "A".repeat(5000)}) {
      assertRefused(Reason.MALFORMED, () -> KeyWrap.unwrap(text, recipient));
    }
  }

  private ContentKey unwrap(Consumer<JsonWebEncryption> change) {
    JsonWebEncryption jwe = new JsonWebEncryption();
    jwe.setAlgorithmHeaderValue("ECDH-ES+A256KW");
    jwe.setEncryptionMethodHeaderParameter("A256GCM");
    jwe.setHeader("typ", "coax-key+jwe");
    jwe.setHeader("content_key_id", "key-1");
    jwe.setKeyIdHeaderValue(recipient.publicJwk().thumbprint());
    jwe.setKey(recipient.publicJwk().key());
    jwe.setPlaintext(new byte[32]);
    change.accept(jwe);
    try {
      return KeyWrap.unwrap(jwe.getCompactSerialization(), recipient);
    } catch (org.jose4j.lang.JoseException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
