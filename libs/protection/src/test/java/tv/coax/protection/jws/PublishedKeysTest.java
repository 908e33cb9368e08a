package tv.coax.protection.jws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class PublishedKeysTest {
  @TempDir Path directory;

  private final SigningKey one = SigningKey.generate();
  private final SigningKey two = SigningKey.generate();
  private final AtomicInteger fetches = new AtomicInteger();
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile Instant now = Instant.parse("2026-11-23T20:15:00Z");
  private volatile String body = one.publicJwks();
  private volatile int status = 200;
  private volatile boolean silent;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/jwks",
        exchange -> {
          fetches.incrementAndGet();
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes, 0, silent ? 1 : bytes.length);
          exchange.getResponseBody().flush();
          if (silent) {
            awaitEnd();
          }
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
  }

  @Test
  void keysAreFetchedOnceAndRemembered() {
    IssuerKeys keys = keys(Optional.empty());

    for (int i = 0; i < 100; i++) {
      assertThat(keys.find(one.kid())).isPresent();
    }
    assertThat(fetches).hasValue(1);
  }

  @Test
  void aNewKeyIsFoundAtOnceWhenTheLastFetchIsNotTooRecent() {
    IssuerKeys keys = keys(Optional.empty());
    keys.find(one.kid());
    body = two.publicJwks();
    now = now.plusSeconds(3);

    assertThat(keys.find(two.kid())).isPresent();
    assertThat(keys.find(one.kid())).as("withdrawn by its issuer").isEmpty();
    assertThat(fetches).hasValue(2);
  }

  @Test
  void keyIdsOutOfThinAirCostTheIssuerOneRequestInThreeSeconds() throws Exception {
    IssuerKeys keys = keys(Optional.empty());
    List<Thread> strangers = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      String kid = "kid-" + i;
      strangers.add(Thread.ofVirtual().start(() -> assertThat(keys.find(kid)).isEmpty()));
    }
    for (Thread stranger : strangers) {
      stranger.join();
    }
    assertThat(fetches).hasValue(1);

    now = now.plusSeconds(3);
    keys.find("kid-x");
    keys.find("kid-y");

    assertThat(fetches).hasValue(2);
  }

  @Test
  void keysAreFetchedAgainAfterAnHourAndKeptWhenTheIssuerIsDown() {
    IssuerKeys keys = keys(Optional.empty());
    keys.find(one.kid());
    now = now.plus(Duration.ofHours(1));
    status = 500;

    assertThat(keys.find(one.kid())).isPresent();
    awaitFetches(2);
    assertThat(keys.find(one.kid())).isPresent();
    assertThat(keys.find("unknown")).as("not asked again at once").isEmpty();
    assertThat(fetches).hasValue(2);
  }

  @Test
  @Timeout(60)
  void aKnownKeyIsAnsweredWhileASilentIssuerKeepsStrangersWaiting() throws Exception {
    IssuerKeys keys =
        new PublishedKeys(
            new JwkSetFetch(address(), Duration.ofMinutes(1)), Optional.empty(), clock());
    keys.find(one.kid());
    silent = true;
    now = now.plus(Duration.ofHours(2));
    AtomicInteger waiting = new AtomicInteger(PublishedKeys.MOST_WAITING);
    List<Thread> strangers = new ArrayList<>();
    for (int i = 0; i < PublishedKeys.MOST_WAITING; i++) {
      String kid = "kid-" + i;
      strangers.add(
          Thread.ofVirtual()
              .start(() -> {
                keys.find(kid);
                waiting.decrementAndGet();
              }));
    }
    awaitFetches(2);

    for (int i = 0; i < 1000; i++) {
      assertThat(keys.find(one.kid())).isPresent();
    }
    awaitAllParked(strangers);
    assertThat(waiting).as("nobody had to wait for them").hasValue(PublishedKeys.MOST_WAITING);
    assertThatThrownBy(() -> keys.find("one-too-many"))
        .isInstanceOf(KeysUnavailableException.class);
    end.countDown();
    for (Thread stranger : strangers) {
      stranger.join();
    }
    assertThat(fetches).hasValue(2);
  }

  @Test
  void theCopyIsReplacedWholeAndLeavesNothingBeside() throws IOException {
    Path copy = directory.resolve("deeper").resolve("keys.json");
    Files.createDirectories(copy.resolveSibling("keys.json.new"));
    IssuerKeys keys = keys(Optional.of(copy));
    keys.find(one.kid());
    assertThat(copy).hasContent(one.publicJwks());
    body = two.publicJwks();
    now = now.plusSeconds(3);
    keys.find(two.kid());

    assertThat(copy).hasContent(two.publicJwks());
    try (var files = Files.list(copy.getParent())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("keys.json", "keys.json.new");
    }
  }

  @Test
  void aClockSetBackDoesNotKeepNewKeysAway() {
    IssuerKeys keys = keys(Optional.empty());
    keys.find(one.kid());
    body = two.publicJwks();
    now = now.minus(Duration.ofDays(400));

    assertThat(keys.find(two.kid())).isPresent();
  }

  @Test
  void anIssuerThatNeverAnsweredIsNotTheDocumentsFault() {
    status = 503;
    IssuerKeys keys = keys(Optional.empty());

    assertThatThrownBy(() -> keys.find(one.kid()))
        .isInstanceOf(KeysUnavailableException.class)
        .hasMessageEndingWith("could not be fetched.");
    assertThatThrownBy(() -> keys.find(one.kid())).isInstanceOf(KeysUnavailableException.class);
    assertThat(fetches).hasValue(1);

    status = 200;
    now = now.plusSeconds(3);
    assertThat(keys.find(one.kid())).isPresent();
  }

  @Test
  void redirectsHugeAndMalformedAnswersAreNotTaken() {
    status = 302;
    assertThatThrownBy(() -> keys(Optional.empty()).find(one.kid()))
        .isInstanceOf(KeysUnavailableException.class);
    status = 200;
    for (String answer : new String[] {" ".repeat(65_537) + body, "", "<html>", "{\"keys\":1}"}) {
      body = answer;
      assertThatThrownBy(() -> keys(Optional.empty()).find(one.kid()))
          .isInstanceOf(KeysUnavailableException.class);
    }
  }

  @Test
  void anIssuerThatStopsInTheMiddleIsGivenUp() {
    silent = true;
    PublishedKeys keys =
        new PublishedKeys(
            new JwkSetFetch(address(), Duration.ofMillis(300)), Optional.empty(), clock());

    assertThatThrownBy(() -> keys.find(one.kid())).isInstanceOf(KeysUnavailableException.class);
  }

  @Test
  void aBoxThatStartsWithoutNetworkStillKnowsTheKeys() throws IOException {
    Path copy = directory.resolve("license-keys.json");
    keys(Optional.of(copy)).find(one.kid());
    status = 500;

    assertThat(keys(Optional.of(copy)).find(one.kid())).isPresent();
    Files.writeString(copy, "half a fi");
    assertThatThrownBy(() -> keys(Optional.of(copy)).find(one.kid()))
        .isInstanceOf(KeysUnavailableException.class);
  }

  private PublishedKeys keys(Optional<Path> copy) {
    return new PublishedKeys(new JwkSetFetch(address()), copy, clock());
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return now;
      }
    };
  }

  private void awaitFetches(int count) {
    while (fetches.get() < count) {
      Thread.onSpinWait();
    }
  }

  private static void awaitAllParked(List<Thread> threads) {
    for (Thread thread : threads) {
      while (thread.getState() != Thread.State.WAITING && thread.isAlive()) {
        Thread.onSpinWait();
      }
    }
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/jwks");
  }

  private void awaitEnd() {
    try {
      end.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
