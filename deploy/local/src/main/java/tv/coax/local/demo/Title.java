package tv.coax.local.demo;

/**
 * The film as the catalog sells it.
 *
 * @param infoHash of the swarm, 40 hexadecimal digits
 */
record Title(String id, String purchaseOffer, String rentalOffer, String infoHash) {}
