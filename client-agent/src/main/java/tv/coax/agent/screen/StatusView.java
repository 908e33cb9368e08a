package tv.coax.agent.screen;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import tv.coax.agent.pairing.Pairing;

/**
 * {@code GET /api/status}.
 *
 * @param online whether the catalog is connected now
 * @param problem what hinders the pairing, as a sentence; empty if nothing does
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StatusView(
    String name,
    boolean paired,
    @Nullable String accountId,
    String deviceThumbprint,
    Pairing.@Nullable Shown pairing,
    boolean online,
    String problem) {}
