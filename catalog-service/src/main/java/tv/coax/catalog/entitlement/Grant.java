package tv.coax.catalog.entitlement;

import java.time.Instant;
import java.util.UUID;
import tv.coax.catalog.account.Account;
import tv.coax.protection.entitlement.Clocks;
import tv.coax.protection.entitlement.Right;

/**
 * What an order gives.
 *
 * @param account with its row locked
 * @param assetVersion what is bought: the version on sale now
 */
public record Grant(
    Account account,
    UUID orderId,
    UUID titleId,
    int assetVersion,
    Right right,
    Clocks clocks,
    String correlationId,
    Instant at) {}
