package tv.coax.catalog.order;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tv.coax.service.problem.Problem;

/**
 * What a subscriber asks for, under a key that makes asking again safe.
 *
 * @param idempotencyKey 1 to 128 visible ASCII characters
 */
public record OrderRequest(String idempotencyKey, UUID offerId) {
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,128}");

  /** The request; the problem {@code idempotency-key-missing} or {@code -invalid} otherwise. */
  public static OrderRequest of(@Nullable String idempotencyKey, UUID offerId) {
    if (idempotencyKey == null || idempotencyKey.isEmpty()) {
      throw Problem.of(
          400,
          "idempotency-key-missing",
          "An order needs an Idempotency-Key, so that repeating it is safe.");
    }
    if (!KEY.matcher(idempotencyKey).matches()) {
      throw Problem.of(
          400,
          "idempotency-key-invalid",
          "An Idempotency-Key is 1 to 128 visible ASCII characters.");
    }
    return new OrderRequest(idempotencyKey, offerId);
  }

  /** SHA-256, in hex, of everything but the key. */
  String hash() {
    try {
      byte[] body = ("offerId=" + offerId).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
