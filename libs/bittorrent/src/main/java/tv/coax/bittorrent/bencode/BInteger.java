package tv.coax.bittorrent.bencode;

/** An integer. Values beyond 64 bits are refused by the decoder. */
public record BInteger(long value) implements BValue {}
