package tv.coax.local.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;

/** What a box's player endpoint serves is the original film, whole and in any part. */
final class PlayerProof {
  private final Cast cast;
  private final Title title;

  PlayerProof(Cast cast, Title title) {
    this.cast = cast;
    this.title = title;
  }

  void whole(int box) {
    try {
      var response = get(box, "bytes=0-", BodyHandlers.ofInputStream());
      var digest = MessageDigest.getInstance("SHA-256");
      long total = 0;
      try (InputStream in = response.body()) {
        var buffer = new byte[1 << 16];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          digest.update(buffer, 0, n);
          total += n;
        }
      }
      String served = HexFormat.of().formatHex(digest.digest());
      cast.require(
          total == cast.film.bytes() && served.equals(cast.film.sha256()),
          "Box "
              + box
              + " plays the original: SHA-256 "
              + served.substring(0, 16)
              + "… of "
              + total
              + " bytes.");
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new UntrueException("Box " + box + " plays the whole film: " + e + ".");
    }
  }

  void ranges(int box) {
    long size = cast.film.bytes();
    long middle = size / 2;
    check(
        box,
        "bytes=" + middle + "-" + Math.min(size - 1, middle + 200_000),
        middle,
        (int) Math.min(size - middle, 200_001));
    check(box, "bytes=" + (size - 1) + "-", size - 1, 1);
    int tail = (int) Math.min(size, 70_000);
    check(box, "bytes=-" + tail, size - tail, tail);
    cast.require(
        status(box, "bytes=" + size + "-") == 416,
        "Box " + box + " serves ranges from the middle and the end; past the end is 416.");
  }

  /** The status of the player endpoint, whatever it is. */
  HttpResponse<byte[]> ask(int box) {
    try {
      return get(box, "bytes=0-1023", BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UntrueException("Box " + box + " answers: " + e + ".");
    }
  }

  private int status(int box, String range) {
    try {
      return get(box, range, BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      throw new UntrueException("Box " + box + " answers the range " + range + ": " + e + ".");
    }
  }

  private void check(int box, String range, long offset, int length) {
    try {
      var response = get(box, range, BodyHandlers.ofByteArray());
      String expected = "bytes " + offset + "-" + (offset + length - 1) + "/" + cast.film.bytes();
      if (response.statusCode() != 206
          || !response.headers().firstValue("Content-Range").orElse("").equals(expected)
          || !Arrays.equals(response.body(), original(offset, length))) {
        throw new UntrueException(
            "Box " + box + " serves the range " + range + " of the original.");
      }
    } catch (IOException e) {
      throw new UntrueException("Box " + box + " serves the range " + range + ": " + e + ".");
    }
  }

  private byte[] original(long offset, int length) throws IOException {
    try (var file = new RandomAccessFile(cast.film.file().toFile(), "r")) {
      file.seek(offset);
      var bytes = new byte[length];
      file.readFully(bytes);
      return bytes;
    }
  }

  private <T> HttpResponse<T> get(int box, String range, HttpResponse.BodyHandler<T> handler)
      throws IOException {
    URI play = cast.platform.addresses().box(box).resolve("/play/" + title.id());
    var request =
        HttpRequest.newBuilder(play).header("Range", range).timeout(Duration.ofHours(1)).build();
    try {
      return cast.client.send(request, handler);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
