package tv.coax.agent.download;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.layout.LayoutFile;
import tv.coax.bittorrent.session.TorrentHandle;
import tv.coax.bittorrent.torrent.TorrentStatus;
import tv.coax.protection.manifest.Manifest;

/** One asset in the engine: arriving, or complete and served to others. Thread-safe. */
public final class Download {

  private final Manifest manifest;
  private final TorrentHandle handle;
  private final Tickets tickets;
  private final int fileIndex;
  private final long fileOffset;
  private final AtomicInteger readers = new AtomicInteger();
  private volatile @Nullable TorrentStatus status;

  Download(
      Manifest manifest, TorrentHandle handle, Tickets tickets, int fileIndex, LayoutFile file) {
    this.manifest = manifest;
    this.handle = handle;
    this.tickets = tickets;
    this.fileIndex = fileIndex;
    this.fileOffset = file.offset();
  }

  /** The seeder's description, verified. */
  public Manifest manifest() {
    return manifest;
  }

  /**
   * Opens the sealed bytes for one reader; each read waits for what has not arrived, and hurries
   * it.
   */
  public SealedFile open() {
    readers.incrementAndGet();
    return new SealedFile(handle.reader(fileIndex), readers::decrementAndGet);
  }

  boolean isRead() {
    return readers.get() > 0;
  }

  /**
   * Checks a range of the sealed file against the hashes of the torrent; what is corrupt is fetched
   * again.
   *
   * @return the number of pieces that were corrupt
   */
  public CompletionStage<Integer> recheck(long offset, long length) {
    return handle.recheck(fileOffset + offset, length).thenApply(result -> result.badPieces());
  }

  /** What the engine said last; null shortly after the start. */
  public @Nullable TorrentStatus status() {
    return status;
  }

  /** Verified bytes by the address of the peer that sent them, such as {@code 127.0.0.1:8493}. */
  public Map<String, Long> sources() {
    TreeMap<String, Long> sources = new TreeMap<>();
    TorrentStatus known = status;
    if (known != null) {
      known
          .verifiedBytesBySource()
          .forEach((address, bytes) -> sources.merge(text(address), bytes, Long::sum));
    }
    return sources;
  }

  TorrentHandle handle() {
    return handle;
  }

  Tickets tickets() {
    return tickets;
  }

  void update(TorrentStatus now) {
    status = now;
  }

  private static String text(InetSocketAddress address) {
    String host =
        address.getAddress() == null
            ? address.getHostString()
            : address.getAddress().getHostAddress();
    return host.contains(":")
        ? "[" + host + "]:" + address.getPort()
        : host + ":" + address.getPort();
  }
}
