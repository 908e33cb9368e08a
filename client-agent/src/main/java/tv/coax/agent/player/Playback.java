package tv.coax.agent.player;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.LongConsumer;
import tv.coax.agent.device.Device;
import tv.coax.agent.license.Licenses;
import tv.coax.agent.license.Verdict;
import tv.coax.agent.web.Problem;
import tv.coax.protection.jws.InvalidDocumentException;
import tv.coax.protection.license.License;
import tv.coax.protection.manifest.Manifest;
import tv.coax.protection.sealing.ContentKey;
import tv.coax.protection.sealing.SealedFormat;

/** Answers one request for a film, on a thread of its own. */
final class Playback {

  private static final int PLAIN_SEGMENT_BYTES =
      SealedFormat.SEGMENT_BYTES - SealedFormat.TAG_BYTES;
  private static final int MOST_SEGMENTS = 4;

  private final Licenses licenses;
  private final Device device;
  private final Executor executor;
  private final LongConsumer onBytes;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Choice.Chosen chosen;

  Playback(
      Licenses licenses,
      Device device,
      Executor executor,
      LongConsumer onBytes,
      HttpServerRequest request,
      Choice.Chosen chosen) {
    this.licenses = licenses;
    this.device = device;
    this.executor = executor;
    this.onBytes = onBytes;
    this.request = request;
    this.response = request.response();
    this.chosen = chosen;
  }

  /**
   * Sends the film, or the part of it that was asked for; returns when it is sent or the player is
   * gone.
   */
  void run() throws Refusal, IOException, InterruptedException {
    Manifest manifest = chosen.download().manifest();
    long length = manifest.plainBytes();
    String etag = "\"" + manifest.plainSha256() + "\"";
    response
        .putHeader(HttpHeaders.ACCEPT_RANGES, "bytes")
        .putHeader(HttpHeaders.ETAG, etag)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    if (HttpMethod.HEAD.equals(request.method())) {
      head(200, length);
      response.end();
      return;
    }
    ByteRange.Answer answer =
        ByteRange.of(request.getHeader("Range"), request.getHeader("If-Range"), length, etag);
    switch (answer) {
      case ByteRange.Answer.Whole() -> send(200, new ByteRange(0, length - 1));
      case ByteRange.Answer.Part(ByteRange range) -> {
        response.putHeader(HttpHeaders.CONTENT_RANGE, range.contentRange(length));
        send(206, range);
      }
      case ByteRange.Answer.Unsatisfiable() -> {
        response.putHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + length);
        throw new Refusal(
            new Problem(
                416,
                "range-not-satisfiable",
                "Range not satisfiable",
                "The film has " + length + " bytes."));
      }
    }
  }

  private void head(int status, long contentLength) {
    response
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, chosen.download().manifest().mediaType())
        .putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(contentLength));
  }

  private void send(int status, ByteRange range) throws Refusal, IOException, InterruptedException {
    try (Film film = new Film(chosen.download(), key(), executor)) {
      Outlet outlet = new Outlet(response, film::close);
      if (outlet.isGone()) {
        return;
      }
      long position = range.first();
      int count = chunk(position, range, 1);
      ByteBuffer bytes = film.await(film.ask(position, count), position, count);
      Instant until = begin();
      head(status, range.count());
      for (int segments = 1; ; segments = Math.min(segments * 2, MOST_SEGMENTS)) {
        long next = position + count;
        int nextCount = chunk(next, range, segments);
        CompletionStage<ByteBuffer> ahead = nextCount == 0 ? null : film.ask(next, nextCount);
        outlet.write(bytes);
        onBytes.accept(count);
        if (outlet.isGone()) {
          return;
        }
        if (ahead == null) {
          response.end();
          return;
        }
        if (!licenses.now().isBefore(until)) {
          throw new IOException("The time to play the film is over.");
        }
        bytes = film.await(ahead, next, nextCount);
        position = next;
        count = nextCount;
      }
    }
  }

  /**
   * The first play counts from here, and is on disk when this returns: bytes are at hand, none has
   * left the box.
   */
  private Instant begin() throws Refusal {
    return switch (licenses.begin(chosen.entitlement())) {
      case Verdict.Allowed allowed -> allowed.until();
      case Verdict.Refused no -> throw Choice.refused(no.problem(), no.sentence());
    };
  }

  private ContentKey key() throws Refusal {
    License license =
        licenses
            .usable(chosen.entitlement())
            .orElseThrow(
                () -> Choice.refused("no-license", "The license for this film is not here."));
    try {
      return device.key().unwrap(license.wrappedContentKey(), chosen.download().manifest().keyId());
    } catch (InvalidDocumentException e) {
      throw Choice.refused(
          "no-license", "The license does not open on this box: " + e.getMessage());
    }
  }

  /** Up to the end of a segment, so that none is opened twice. */
  private static int chunk(long position, ByteRange range, int segments) {
    long segment = (position + SealedFormat.HEADER_BYTES) / PLAIN_SEGMENT_BYTES;
    long end = (segment + segments) * PLAIN_SEGMENT_BYTES - SealedFormat.HEADER_BYTES;
    return (int) (Math.min(end, range.last() + 1) - position);
  }
}
