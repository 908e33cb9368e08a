package tv.coax.acceptance.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Many small version 1 torrents with their files: always the same. */
final class SmallTorrents {
  private SmallTorrents() {}

  /** Answers the info-hashes. */
  static List<byte[]> make(Path torrents, Path data, int count, int pieces, int pieceLength) {
    SplittableRandom random = new SplittableRandom(count);
    byte[] content = new byte[pieces * pieceLength];
    List<byte[]> hashes = new ArrayList<>();
    try {
      for (int number = 0; number < count; number++) {
        random.nextBytes(content);
        String name = "film-%06d".formatted(number);
        Files.write(data.resolve(name), content);
        byte[] info = info(name, content, pieceLength);
        Files.write(torrents.resolve(name + ".torrent"), torrent(info));
        hashes.add(sha1(info, 0, info.length));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return hashes;
  }

  private static byte[] info(String name, byte[] content, int pieceLength) {
    int pieces = content.length / pieceLength;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(
        ascii(
            "d6:lengthi%de4:name%d:%s12:piece lengthi%de6:pieces%d:"
                .formatted(content.length, name.length(), name, pieceLength, 20 * pieces)));
    for (int piece = 0; piece < pieces; piece++) {
      out.writeBytes(sha1(content, piece * pieceLength, pieceLength));
    }
    out.write('e');
    return out.toByteArray();
  }

  private static byte[] torrent(byte[] info) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ascii("d4:info"));
    out.writeBytes(info);
    out.write('e');
    return out.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] sha1(byte[] bytes, int from, int length) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      digest.update(bytes, from, length);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
