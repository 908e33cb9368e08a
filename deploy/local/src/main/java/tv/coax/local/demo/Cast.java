package tv.coax.local.demo;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import tv.coax.local.console.Console;
import tv.coax.local.console.Style;
import tv.coax.local.film.Film;
import tv.coax.local.platform.Accounts;
import tv.coax.local.platform.Platform;
import tv.coax.local.web.Api;
import tv.coax.local.web.Person;

/** Everybody who plays in the story, and the stage: people, services, boxes, screen, film. */
final class Cast implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  final Platform platform;
  final Console console;
  final Film film;
  final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private final Map<String, Person> people = new HashMap<>();

  Cast(Platform platform, Console console, Film film) {
    this.platform = platform;
    this.console = console;
    this.film = film;
  }

  Person operator() {
    return person(Accounts.OPERATOR);
  }

  /** The subscriber of a box: the first of the first box, and so on. */
  Person subscriber(int box) {
    return person(Accounts.SUBSCRIBERS.get(box - 1));
  }

  private Person person(String name) {
    return people.computeIfAbsent(
        name,
        n -> new Person(n, platform.accounts().password(n), platform.addresses().realm(), client));
  }

  Api catalog() {
    return new Api(client, platform.addresses().catalog());
  }

  Api license() {
    return new Api(client, platform.addresses().license());
  }

  Api seeder() {
    return new Api(client, platform.addresses().seeder());
  }

  Api box(int number) {
    return new Api(client, platform.addresses().box(number));
  }

  /** Says that something holds, or ends the story because it does not. */
  void require(boolean holds, String sentence) {
    if (!holds) {
      throw new UntrueException("This is not true: " + sentence);
    }
    console.say("  " + console.style(Style.GREEN, "✓") + " " + sentence);
  }

  /** Waits until something holds; ends the story when it does not in time. */
  void await(String sentence, Duration limit, Condition condition) {
    long deadline = System.nanoTime() + limit.toNanos();
    try {
      while (!condition.holds()) {
        if (System.nanoTime() > deadline) {
          throw new UntrueException(
              "This did not become true in " + limit.toSeconds() + " s: " + sentence);
        }
        Thread.sleep(POLL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UntrueException("Interrupted while waiting that " + sentence);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  /** Something that may become true. */
  @FunctionalInterface
  interface Condition {
    boolean holds();
  }
}
