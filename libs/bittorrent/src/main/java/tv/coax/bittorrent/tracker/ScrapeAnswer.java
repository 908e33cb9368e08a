package tv.coax.bittorrent.tracker;

/**
 * How large a swarm is (BEP 48, BEP 15).
 *
 * @param seeders peers that have everything
 * @param leechers the others
 * @param completed downloads that became complete
 */
public record ScrapeAnswer(int seeders, int leechers, int completed) {}
