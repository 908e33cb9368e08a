package tv.coax.catalog.entitlement;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a device asks a token or a ticket with.
 *
 * @param deviceThumbprint of its key (RFC 7638): SHA-256 in base64url
 * @param assetVersion the one that was bought; may be left out
 */
record DeviceRequest(
    @NotNull
        @Pattern(
            regexp = "[A-Za-z0-9_-]{43}",
            message = "must be a key's SHA-256 thumbprint in base64url")
        String deviceThumbprint,
    @Nullable @Min(1) Integer assetVersion) {}
