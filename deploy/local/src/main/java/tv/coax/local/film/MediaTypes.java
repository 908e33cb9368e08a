package tv.coax.local.film;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Media types by a file's ending, and by its first bytes when the ending says nothing. */
final class MediaTypes {
  private static final String UNKNOWN = "application/octet-stream";

  private static final Map<String, String> BY_ENDING =
      Map.ofEntries(
          Map.entry("mp4", "video/mp4"),
          Map.entry("m4v", "video/mp4"),
          Map.entry("webm", "video/webm"),
          Map.entry("mkv", "video/matroska"),
          Map.entry("mov", "video/quicktime"),
          Map.entry("ts", "video/mp2t"),
          Map.entry("mpg", "video/mpeg"),
          Map.entry("avi", "video/vnd.avi"),
          Map.entry("mp3", "audio/mpeg"),
          Map.entry("flac", "audio/flac"),
          Map.entry("ogg", "audio/ogg"),
          Map.entry("m4a", "audio/mp4"),
          Map.entry("wav", "audio/wav"),
          Map.entry("pdf", "application/pdf"),
          Map.entry("epub", "application/epub+zip"),
          Map.entry("zip", "application/zip"),
          Map.entry("txt", "text/plain"));

  private MediaTypes() {}

  static String guess(Path file) throws IOException {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    String byEnding = BY_ENDING.get(name.substring(name.lastIndexOf('.') + 1));
    return byEnding != null ? byEnding : byFirstBytes(file);
  }

  private static String byFirstBytes(Path file) throws IOException {
    String start;
    try (var in = Files.newInputStream(file)) {
      start = new String(in.readNBytes(16), StandardCharsets.ISO_8859_1);
    }
    if (start.startsWith("ftyp", 4)) {
      return "video/mp4";
    }
    if (start.startsWith("\u001aE\u00df\u00a3")) {
      return "video/matroska";
    }
    if (start.startsWith("ID3")) {
      return "audio/mpeg";
    }
    if (start.startsWith("fLaC")) {
      return "audio/flac";
    }
    if (start.startsWith("OggS")) {
      return "audio/ogg";
    }
    if (start.startsWith("%PDF-")) {
      return "application/pdf";
    }
    return start.startsWith("PK\u0003\u0004") ? "application/zip" : UNKNOWN;
  }
}
