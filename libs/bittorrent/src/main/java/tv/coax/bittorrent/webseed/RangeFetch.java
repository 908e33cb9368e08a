package tv.coax.bittorrent.webseed;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.layout.FileSpan;
import tv.coax.bittorrent.layout.Layout;
import tv.coax.bittorrent.layout.LayoutFile;

/**
 * Fetches a run of a torrent's bytes by one range request for each file that it touches; padding is
 * made here. Used on the loop.
 */
final class RangeFetch {
  private static final long PATIENCE_MILLIS = 20_000;
  private static final int ZEROS = 16 * 1024;

  private final HttpClient client;
  private final Layout layout;
  private final FileAddresses addresses;
  private final Sink sink;
  private final Deque<FileSpan> spans;
  private @Nullable HttpClientRequest request;
  private @Nullable HttpClientResponse response;
  private long left;
  private boolean paused;
  private boolean over;

  /** Is told, on the loop, and nothing more after {@code done} or {@code failed}. */
  interface Sink {
    void bytes(Buffer part);

    void done();

    void failed(String why);
  }

  RangeFetch(
      HttpClient client,
      Layout layout,
      FileAddresses addresses,
      long offset,
      long length,
      Sink sink) {
    this.client = client;
    this.layout = layout;
    this.addresses = addresses;
    this.sink = sink;
    this.spans = new ArrayDeque<>(layout.spans(offset, length));
  }

  /** Begins with the next span, or ends. */
  void next() {
    while (!over) {
      FileSpan span = spans.poll();
      if (span == null) {
        over = true;
        sink.done();
        return;
      }
      LayoutFile file = layout.files().get(span.file());
      if (!file.padding()) {
        ask(file, span);
        return;
      }
      for (long rest = span.length(); rest > 0; rest -= ZEROS) {
        sink.bytes(Buffer.buffer(new byte[(int) Math.min(rest, ZEROS)]));
      }
    }
  }

  private void ask(LayoutFile file, FileSpan span) {
    left = span.length();
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setAbsoluteURI(addresses.of(file))
            .setFollowRedirects(true)
            .setTimeout(PATIENCE_MILLIS)
            .putHeader(HttpHeaders.USER_AGENT, "Coax/0.1")
            .putHeader(HttpHeaders.ACCEPT_ENCODING, "identity")
            .putHeader(
                "Range", "bytes=" + span.offset() + "-" + (span.offset() + span.length() - 1));
    client
        .request(options)
        .compose(made -> {
          request = made;
          made.exceptionHandler(failure -> fail(String.valueOf(failure.getMessage())));
          if (over) {
            made.reset();
          }
          return made.send();
        })
        .onSuccess(answer -> answered(answer, file, span))
        .onFailure(failure -> fail(String.valueOf(failure.getMessage())));
  }

  private void answered(HttpClientResponse answer, LayoutFile file, FileSpan span) {
    answer.exceptionHandler(failure -> fail(String.valueOf(failure.getMessage())));
    if (over) {
      return;
    }
    if (!fits(answer, file, span)) {
      fail("It answers " + answer.statusCode() + " to a request for a part of a file.");
      return;
    }
    response = answer;
    answer.handler(this::part);
    answer.endHandler(end -> ended());
    if (paused) {
      answer.pause();
    }
  }

  /** The part that was asked for; the whole file only where that is the same. */
  private static boolean fits(HttpClientResponse answer, LayoutFile file, FileSpan span) {
    if (answer.statusCode() == 200) {
      return span.offset() == 0 && span.length() == file.length();
    }
    return answer.statusCode() == 206
        && ContentRange.fits(answer.getHeader("Content-Range"), span.offset(), file.length());
  }

  private void part(Buffer part) {
    if (over) {
      return;
    }
    left -= part.length();
    if (left < 0) {
      fail("It sends more than was asked for.");
    } else {
      sink.bytes(part);
    }
  }

  private void ended() {
    response = null;
    request = null;
    if (!over && left > 0) {
      fail("It sends less than was asked for.");
    } else {
      next();
    }
  }

  void pause(boolean value) {
    paused = value;
    HttpClientResponse current = response;
    if (current != null && value) {
      current.pause();
    } else if (current != null) {
      current.resume();
    }
  }

  private void fail(String why) {
    if (!over) {
      cancel();
      sink.failed(why);
    }
  }

  /** Ends it at once; the sink is told nothing more. */
  void cancel() {
    over = true;
    if (request != null) {
      request.reset();
    }
  }
}
