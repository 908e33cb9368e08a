package tv.coax.catalog.title;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Locale;

/** Stores a state by its name on the wire. */
@Converter(autoApply = true)
final class TitleStateColumn implements AttributeConverter<TitleState, String> {
  @Override
  public String convertToDatabaseColumn(TitleState state) {
    return state.wireName();
  }

  @Override
  public TitleState convertToEntityAttribute(String stored) {
    return TitleState.valueOf(stored.toUpperCase(Locale.ROOT));
  }
}
