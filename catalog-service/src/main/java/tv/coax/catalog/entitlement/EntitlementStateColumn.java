package tv.coax.catalog.entitlement;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Locale;

/** Stores a state in lower case. */
@Converter(autoApply = true)
final class EntitlementStateColumn implements AttributeConverter<EntitlementState, String> {
  @Override
  public String convertToDatabaseColumn(EntitlementState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public EntitlementState convertToEntityAttribute(String stored) {
    return EntitlementState.valueOf(stored.toUpperCase(Locale.ROOT));
  }
}
