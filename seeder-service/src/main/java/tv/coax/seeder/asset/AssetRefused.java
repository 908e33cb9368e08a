package tv.coax.seeder.asset;

/** Fired when the catalog has refused an asset for good: nobody may get it any more. */
public record AssetRefused(Asset asset) {}
