package tv.coax.agent.remote;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The box's HTTP client towards the operator. Calls block, so they belong on virtual threads. Every
 * answer is limited in size and time, redirects are not followed, and every failure is a {@link
 * RemoteException} with a sentence.
 */
@Singleton
public final class Remote {

  static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .followRedirects(HttpClient.Redirect.NEVER)
          .executor(threads)
          .build();
  private final ObjectMapper json;

  /** A client that reads and writes JSON by {@code json}. */
  public Remote(ObjectMapper json) {
    this.json = json;
  }

  /**
   * A request to prepare and send.
   *
   * @param who the service as sentences name it: "the catalog"
   */
  public RemoteCall to(String who, URI uri) {
    return new RemoteCall(http, json, who, uri);
  }

  /** {@code base} and a path below it, whether or not the base ends with a slash. */
  public static URI below(URI base, String path) {
    String text = base.toString();
    return URI.create((text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + path);
  }

  @PreDestroy
  void close() {
    http.shutdownNow();
    threads.shutdownNow();
  }
}
