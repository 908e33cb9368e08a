package tv.coax.catalog.offer;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import tv.coax.protection.entitlement.Right;

/** Rights by their names on the wire and in the database, which are lower case. */
@Converter(autoApply = true)
public final class Rights implements AttributeConverter<Right, String> {

  /** The name on the wire, such as {@code rental}. */
  public static String wireName(Right right) {
    return right.name().toLowerCase(Locale.ROOT);
  }

  /** The right of this name on the wire, if there is one. */
  public static Optional<Right> ofWireName(String name) {
    return Arrays.stream(Right.values()).filter(right -> wireName(right).equals(name)).findFirst();
  }

  @Override
  public String convertToDatabaseColumn(Right right) {
    return wireName(right);
  }

  @Override
  public Right convertToEntityAttribute(String stored) {
    return Right.valueOf(stored.toUpperCase(Locale.ROOT));
  }
}
