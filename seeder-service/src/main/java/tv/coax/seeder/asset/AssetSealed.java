package tv.coax.seeder.asset;

/** Fired after an asset's file and its record are durable. */
public record AssetSealed(Asset asset) {}
