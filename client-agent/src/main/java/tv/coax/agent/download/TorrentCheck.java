package tv.coax.agent.download;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import tv.coax.agent.remote.RemoteException;
import tv.coax.bittorrent.metainfo.InfoHash;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.metainfo.MetainfoException;
import tv.coax.protection.manifest.Manifest;

/**
 * Holds a torrent to its signed manifest. The info-hashes cover the contents, but not who is asked
 * for them: trackers and web seeds must have the origin of the signed torrent address, or whoever
 * can change a torrent on its way would be sent this box's tickets.
 */
final class TorrentCheck {

  private TorrentCheck() {}

  /** The torrent, if it is the manifest's and sends nobody elsewhere. */
  static Metainfo matching(byte[] torrent, Manifest manifest) throws RemoteException {
    Metainfo metainfo;
    try {
      metainfo = Metainfo.parse(torrent);
    } catch (MetainfoException e) {
      throw RemoteException.unexpected("The torrent cannot be read: " + e.getMessage(), e);
    }
    boolean same =
        metainfo.infoHashes().v1().map(InfoHash::hex).equals(manifest.infoHashV1())
            && metainfo.infoHashes().v2().map(InfoHash::hex).equals(manifest.infoHashV2());
    if (!same) {
      throw RemoteException.unexpected("The torrent is not the one that the manifest names.", null);
    }
    Optional<URI> foreign =
        Stream.concat(
                metainfo.announce().stream().flatMap(List::stream), metainfo.webSeeds().stream())
            .filter(uri -> !origin(uri).equals(origin(manifest.torrentUrl())))
            .findFirst();
    if (foreign.isPresent()) {
      throw RemoteException.unexpected(
          "The torrent sends this box to " + origin(foreign.get()) + ", which nobody signed.",
          null);
    }
    return metainfo;
  }

  /** Scheme, host and port (RFC 6454); other schemes than HTTP's have none that is equal. */
  private static String origin(URI uri) {
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
    int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
    return scheme + "://" + host + ":" + port;
  }
}
