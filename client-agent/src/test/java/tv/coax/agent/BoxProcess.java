package tv.coax.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import tv.coax.agent.operator.Operator;

/** The packaged box as a process of its own, which can be killed as a power cut would. */
final class BoxProcess implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Path directory;
  private final Operator operator;
  private final int port = freePort();
  private Process process;

  BoxProcess(Path directory, Operator operator) {
    this.directory = directory;
    this.operator = operator;
  }

  BoxProcess start(String... extra) {
    launch(extra);
    await("the box is ready", () -> isReady() || !process.isAlive());
    return this;
  }

  Process launch(String... extra) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
    command.add("-Dquarkus.http.port=" + port);
    command.add("-Dcoax.box.directory=" + directory.resolve("data"));
    command.add("-Dcoax.box.peer-port=0");
    command.add("-Dcoax.box.longest-pause=1s");
    command.add("-Dcoax.box.issuer=" + operator.url() + "/realm");
    command.add("-Dcoax.catalog.url=" + operator.url());
    command.add("-Dcoax.license.url=" + operator.url() + "/license");
    command.add("-Dcoax.seeder.url=" + operator.url());
    command.addAll(List.of(extra));
    command.addAll(
        List.of("-jar", System.getProperty("coax.box.jar", "target/quarkus-app/quarkus-run.jar")));
    try {
      Files.createDirectories(directory);
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("log").toFile()))
              .start();
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Pairs the box with account ada. */
  BoxProcess paired() {
    return paired("ada");
  }

  /** Pairs the box with an account. */
  BoxProcess paired(String account) {
    post("/api/pairing");
    operator.login().approve(account);
    await("the box is paired", () -> status().path("paired").asBoolean());
    return this;
  }

  Path data() {
    return directory.resolve("data");
  }

  String log() {
    try {
      return Files.readString(directory.resolve("log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode status() {
    return json("/api/status");
  }

  JsonNode library() {
    return json("/api/library");
  }

  /** The library's entry of a title; missing if there is none. */
  JsonNode title(String titleId) {
    for (JsonNode title : json("/api/library")) {
      if (title.path("titleId").asText().equals(titleId)) {
        return title;
      }
    }
    return JSON.missingNode();
  }

  JsonNode awaitTitle(String titleId, String what, Predicate<JsonNode> condition) {
    await(what, () -> condition.test(title(titleId)));
    return title(titleId);
  }

  HttpResponse<byte[]> get(String path, String... headers) {
    return send("GET", path, headers);
  }

  HttpResponse<byte[]> send(String method, String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .timeout(PATIENCE)
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return http.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  void post(String path) {
    send("POST", path);
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  long metric(String name) {
    String text = new String(get("/q/metrics").body(), java.nio.charset.StandardCharsets.UTF_8);
    return text.lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  /** As a power cut would end it. */
  void kill() {
    process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }

  void await(String what, Check check) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      try {
        if (check.holds()) {
          return;
        }
        Thread.sleep(50);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    throw new AssertionError("Waited in vain until " + what + ". The box said:\n" + log());
  }

  @FunctionalInterface
  interface Check {
    boolean holds();
  }

  private boolean isReady() {
    try {
      return get("/q/health/ready").statusCode() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private JsonNode json(String path) {
    try {
      return JSON.readTree(get(path).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (process != null) {
      kill();
    }
  }
}
