package tv.coax.acceptance;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import tv.coax.local.console.Console;
import tv.coax.local.demo.Story;
import tv.coax.local.film.BigBuckBunny;
import tv.coax.local.film.Film;
import tv.coax.local.platform.Accounts;
import tv.coax.local.platform.Addresses;
import tv.coax.local.platform.CoaxHome;
import tv.coax.local.platform.Platform;
import tv.coax.local.platform.PlatformOptions;
import tv.coax.local.web.Api;
import tv.coax.local.web.Person;

/**
 * The whole of Coax, running: started once for all acceptance tests on free ports and in a
 * directory of its own, three boxes paired, the seeder's upload slow enough that a download can be
 * watched.
 */
final class House implements AutoCloseable {
  private static final long SEEDER_BYTES_PER_SECOND = 4 << 20;
  static final int CREDIT_LIMIT_MINOR = 100_000;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Platform platform;
  private final Path scratch;
  private final Random random = new Random(2006);
  private final Map<String, Person> people = new ConcurrentHashMap<>();

  private House(Platform platform, Path scratch) {
    this.platform = platform;
    this.scratch = scratch;
  }

  private static House start() {
    try {
      Path scratch = Files.createTempDirectory("coax-acceptance-");
      PlatformOptions options =
          PlatformOptions.isolated(scratch.resolve("state"), 3)
              .withSetting(
                  "seeder-service",
                  "COAX_SEEDING_UPLOAD_LIMIT",
                  Long.toString(SEEDER_BYTES_PER_SECOND))
              .withSetting(
                  "catalog-service",
                  "COAX_BILLING_CREDIT_LIMIT_MINOR",
                  Integer.toString(CREDIT_LIMIT_MINOR));
      House house = new House(Platform.start(options, Console.plain(System.out)), scratch);
      house.pairBoxes();
      return house;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void pairBoxes() {
    for (int number = 1; number <= Accounts.SUBSCRIBERS.size(); number++) {
      Box box = box(number);
      box.api().post("/api/pairing", Map.of()).require(202);
      Await.until(
          "box " + number + " shows its pairing code",
          () -> !verification(box).isEmpty(),
          () -> box.status().toString());
      person(Accounts.SUBSCRIBERS.get(number - 1)).approve(URI.create(verification(box)));
      Await.until(
          "box " + number + " is paired",
          () -> box.status().path("paired").asBoolean(),
          () -> box.status().toString());
    }
  }

  private static String verification(Box box) {
    return box.status().path("pairing").path("verificationUriComplete").asText("");
  }

  Addresses addresses() {
    return platform.addresses();
  }

  String password(String user) {
    return platform.accounts().password(user);
  }

  Operator operator() {
    return new Operator(
        as(Accounts.OPERATOR, addresses().catalog()), as(Accounts.OPERATOR, addresses().seeder()));
  }

  Subscriber subscriber(String name) {
    return new Subscriber(as(name, addresses().catalog()), as(name, addresses().license()));
  }

  Box box(int number) {
    return new Box(addresses().box(number), platform.boxDirectory(number));
  }

  /** The data directory of a service. */
  Path directory(String program) {
    return platform.options().state().resolve(program);
  }

  String log(String program) {
    try {
      return Files.readString(platform.log(program));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code kill -9}. */
  void kill(String program) {
    try {
      platform.process(program).kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Waits until the program that was killed serves again. */
  void awaitReady(String program) {
    platform.process(program).awaitReady(PATIENCE);
  }

  /** Plays the demonstration with the real film; its boxes are the ones that are paired already. */
  void playStory() {
    Story.play(platform, bigBuckBunny(), Console.plain(System.out), PATIENCE);
  }

  /** The real film's file, fetched once and kept beside the demo's. */
  Path film() {
    return bigBuckBunny().file();
  }

  private static Film bigBuckBunny() {
    return BigBuckBunny.fetch(CoaxHome.find().state().resolve("films"), Console.plain(System.out));
  }

  /** A file that nobody has seen before. */
  Path randomFilm(int bytes) {
    try {
      byte[] content = new byte[bytes];
      random.nextBytes(content);
      return Files.write(Files.createTempFile(scratch, "film-", ".bin"), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Keeps a picture of the page among the test's results, for people to look at. */
  void screenshot(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", name + ".png")));
  }

  private Api as(String user, URI service) {
    return new Api(Raw.CLIENT, service).as(person(user));
  }

  private Person person(String user) {
    return people.computeIfAbsent(
        user, name -> new Person(name, password(name), addresses().realm(), Raw.CLIENT));
  }

  @Override
  public void close() {
    platform.close();
    try (var files = Files.walk(scratch)) {
      List<Path> deepestFirst = files.sorted(java.util.Comparator.reverseOrder()).toList();
      deepestFirst.forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives the one running house to every test that asks for it, and closes it after the last. */
  static final class Extension implements ParameterResolver {
    private static final ExtensionContext.Namespace KEY =
        ExtensionContext.Namespace.create(House.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == House.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(KEY)
          .computeIfAbsent(House.class, type -> House.start(), House.class);
    }
  }
}
