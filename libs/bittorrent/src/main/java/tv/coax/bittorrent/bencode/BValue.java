package tv.coax.bittorrent.bencode;

/** A bencoded value (BEP 3): an integer, a byte string, a list or a dictionary. Immutable. */
public sealed interface BValue permits BInteger, BString, BList, BDictionary {}
