package tv.coax.bittorrent.webseed;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tv.coax.bittorrent.layout.LayoutFile;

/** Where a web seed has each file of a torrent (BEP 19). */
final class FileAddresses {
  private final String base;
  private final boolean single;

  FileAddresses(URI seed, List<LayoutFile> files) {
    List<LayoutFile> stored = files.stream().filter(file -> !file.padding()).toList();
    boolean alone = stored.size() == 1 && stored.getFirst().path().size() == 1;
    String address = seed.toString();
    this.single = alone && !address.endsWith("/");
    this.base = address.endsWith("/") || single ? address : address + "/";
  }

  /** The address of the file: the seed's own if that names the only file, else below it. */
  String of(LayoutFile file) {
    return single
        ? base
        : base + String.join("/", file.path().stream().map(FileAddresses::encoded).toList());
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
