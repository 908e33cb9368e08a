package tv.coax.bittorrent.sim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import tv.coax.bittorrent.layout.FileSpan;
import tv.coax.bittorrent.layout.LayoutFile;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.metainfo.MetainfoBuilder;
import tv.coax.bittorrent.metainfo.TorrentVersion;

/**
 * What a simulated swarm shares.
 *
 * @param metainfo the torrent
 * @param files its files as they lie on a complete disk
 */
record SimFilm(Metainfo metainfo, Map<Path, SimPages> files) {
  /** Where it lies on every simulated disk. */
  static final Path DIRECTORY = Path.of("/disk");

  SimFilm {
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
  }

  /**
   * Random bytes in files of these lengths, which lie in the given empty directory for a moment.
   */
  static SimFilm make(
      Path scratch,
      TorrentVersion version,
      int pieceLength,
      List<Integer> lengths,
      SplittableRandom random) {
    try {
      Path film = Files.createDirectories(scratch.resolve("film"));
      for (int i = 0; i < lengths.size(); i++) {
        byte[] bytes = new byte[lengths.get(i)];
        random.nextBytes(bytes);
        Files.write(film.resolve("part" + i), bytes);
      }
      Metainfo metainfo =
          new MetainfoBuilder()
              .version(version)
              .pieceLength(pieceLength)
              .build(film, (done, total) -> {});
      Map<Path, SimPages> files = new LinkedHashMap<>();
      for (LayoutFile file : metainfo.storedFiles()) {
        Path real = scratch.resolve(file.pathText());
        files.put(DIRECTORY.resolve(file.pathText()), SimPages.of(Files.readAllBytes(real)));
        Files.delete(real);
      }
      return new SimFilm(metainfo, files);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  long length() {
    return metainfo.layout().dataLength();
  }

  /** The bytes of the torrent, padding included. */
  byte[] bytes(long offset, int length) {
    byte[] bytes = new byte[length];
    int at = 0;
    for (FileSpan span : metainfo.layout().spans(offset, length)) {
      LayoutFile file = metainfo.layout().files().get(span.file());
      SimPages pages = files.get(DIRECTORY.resolve(file.pathText()));
      if (!file.padding() && pages != null) {
        pages.read(ByteBuffer.wrap(bytes, at, (int) span.length()), (int) span.offset());
      }
      at += (int) span.length();
    }
    return bytes;
  }

  void putOn(SimVolume volume) {
    files.forEach(volume::put);
  }

  /** Puts it there with some bytes that are wrong. */
  void putLiesOn(SimVolume volume, SplittableRandom random) {
    files.forEach((path, pages) -> {
      byte[] bytes = pages.bytes();
      for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
        bytes[random.nextInt(bytes.length)]++;
      }
      volume.put(path, SimPages.of(bytes));
    });
  }

  boolean isOn(SimVolume volume) {
    return files.entrySet().stream().allMatch(file -> volume.holds(file.getKey(), file.getValue()));
  }
}
