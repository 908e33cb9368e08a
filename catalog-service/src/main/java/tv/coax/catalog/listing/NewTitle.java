package tv.coax.catalog.listing;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What the operator says of a new title. */
public record NewTitle(
    @NotBlank @Size(max = 200) String name,
    @Nullable @Size(max = 4000) String synopsis,
    @Nullable @Min(1800) @Max(2200) Integer year) {

  /** The synopsis, empty when none was given. */
  String synopsisOrEmpty() {
    return synopsis == null ? "" : synopsis;
  }
}
