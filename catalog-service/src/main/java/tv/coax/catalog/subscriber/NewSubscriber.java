package tv.coax.catalog.subscriber;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Who is to become a subscriber. */
public record NewSubscriber(
    @NotNull
        @Pattern(
            regexp = "[a-z0-9][a-z0-9._@+-]{1,79}",
            message = "must be 2 to 80 small letters, digits and . _ @ + -")
        String username,
    @Nullable @Size(max = 100) String firstName,
    @Nullable @Size(max = 100) String lastName,
    @Nullable @Email @Size(max = 200) String email) {}
