package tv.coax.bittorrent.command;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.TypeConversionException;
import tv.coax.bittorrent.metadata.FileSelection;
import tv.coax.bittorrent.metadata.Magnet;
import tv.coax.bittorrent.metadata.MagnetException;
import tv.coax.bittorrent.metainfo.InfoHashes;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.session.MagnetHandle;
import tv.coax.bittorrent.session.Session;
import tv.coax.bittorrent.session.TorrentHandle;
import tv.coax.bittorrent.torrent.TorrentOptions;

/** What is to be fetched, as it was named on the command line. */
sealed interface Wanted {
  InfoHashes infoHashes();

  /** The files that it selects itself. */
  FileSelection files();

  /** Adds it to the session; for a link, waits until its metadata is there. */
  TorrentHandle add(
      Session session,
      Path directory,
      TorrentOptions options,
      List<InetSocketAddress> peers,
      Terminal terminal)
      throws IOException;

  /** A magnet link, or else the name of a torrent file, which is read. */
  static Wanted parse(String text) {
    if (!Magnet.isMagnet(text)) {
      return new File(TorrentFiles.read(Path.of(text)));
    }
    try {
      return new Link(Magnet.parse(text));
    } catch (MagnetException refused) {
      throw CommandException.badInput(String.valueOf(refused.getMessage()));
    }
  }

  /** Numbers of files, such as {@code 0,2-4}. */
  static FileSelection parseFiles(String text) {
    try {
      return FileSelection.parse(text);
    } catch (MagnetException refused) {
      throw new TypeConversionException(
          "'"
              + text
              + "' is not numbers of files such as 0,2-4, counted from 0 as info shows them");
    }
  }

  /** A torrent file. */
  record File(Metainfo torrent) implements Wanted {
    @Override
    public InfoHashes infoHashes() {
      return torrent.infoHashes();
    }

    @Override
    public FileSelection files() {
      return FileSelection.ALL;
    }

    @Override
    public TorrentHandle add(
        Session session,
        Path directory,
        TorrentOptions options,
        List<InetSocketAddress> peers,
        Terminal terminal) {
      TorrentHandle handle = session.add(torrent, directory, options);
      peers.forEach(handle::addPeer);
      return handle;
    }
  }

  /** A magnet link. */
  record Link(Magnet magnet) implements Wanted {
    @Override
    public InfoHashes infoHashes() {
      return magnet.infoHashes();
    }

    @Override
    public FileSelection files() {
      return magnet.files();
    }

    @Override
    public TorrentHandle add(
        Session session,
        Path directory,
        TorrentOptions options,
        List<InetSocketAddress> peers,
        Terminal terminal)
        throws IOException {
      terminal.show(() -> "Looking for the metadata of " + magnet.name().orElse("the torrent"));
      MagnetHandle search = session.addMagnet(magnet, directory, options);
      peers.forEach(search::addPeer);
      return Engine.await(search.torrent());
    }
  }
}
