package tv.coax.local.process;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tv.coax.local.console.Console;
import tv.coax.local.console.Format;

/**
 * A program that is kept running: when it ends although nobody asked, it is started again, at once
 * the first time and after ever longer pauses (to half a minute) when it keeps ending.
 */
public final class ManagedProcess {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(300);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration STEADY = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(100);

  private final ProcessSpec spec;
  private final RunRecords records;
  private final Console console;
  private final BooleanSupplier ending;

  private @Nullable Process process;
  private boolean wanted;
  private boolean wasReady;
  private long startedAt;
  private Duration pause = FIRST_PAUSE;

  ManagedProcess(ProcessSpec spec, RunRecords records, Console console, BooleanSupplier ending) {
    this.spec = spec;
    this.records = records;
    this.console = console;
    this.ending = ending;
  }

  public String name() {
    return spec.name();
  }

  public ProcessSpec spec() {
    return spec;
  }

  /** Starts it unless it runs; returns before it is ready. */
  public synchronized void start() {
    wanted = true;
    if (process == null || !process.isAlive()) {
      launch();
    }
  }

  /**
   * Waits until it serves.
   *
   * @throws PlatformException if it ends before it ever was ready, or is not ready in time
   */
  public void awaitReady(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    try {
      while (System.nanoTime() < deadline) {
        if (isAlive() && spec.readiness().isReady() && isAlive()) {
          markReady();
          return;
        }
        if (gaveUp()) {
          throw new PlatformException(
              name() + " ended while starting: " + LogTail.reason(spec.log()) + ".");
        }
        Thread.sleep(POLL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlatformException("Interrupted while " + name() + " was starting.", e);
    }
    throw new PlatformException(
        name()
            + " was not ready after "
            + Format.elapsed(limit)
            + ": "
            + LogTail.reason(spec.log())
            + ".");
  }

  /** The number of the running process. */
  public synchronized long pid() {
    if (process == null) {
      throw new IllegalStateException(name() + " does not run.");
    }
    return process.pid();
  }

  public synchronized boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** Ends it as {@code kill -9} does; it is then started again as after any crash. */
  public void kill() throws InterruptedException {
    Process victim;
    synchronized (this) {
      victim = process;
    }
    if (victim != null) {
      victim.destroyForcibly().waitFor();
    }
  }

  /** Stops it in order and starts it again; returns before it is ready. */
  public void restart() {
    stop();
    start();
  }

  /** Asks it to end, kills it after the grace, and leaves it stopped. */
  public void stop() {
    Process ending;
    synchronized (this) {
      wanted = false;
      ending = process;
    }
    if (ending == null) {
      return;
    }
    try {
      signal(ending);
      if (!ending.waitFor(spec.grace().toMillis(), TimeUnit.MILLISECONDS)) {
        console.say(name() + " did not end in " + Format.elapsed(spec.grace()) + "; killing it.");
        ending.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      ending.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    records.ended(name());
  }

  private void signal(Process ending) throws InterruptedException {
    if (spec.stopSignal().equals("TERM")) {
      ending.destroy();
      return;
    }
    try {
      new ProcessBuilder("kill", "-" + spec.stopSignal(), Long.toString(ending.pid()))
          .start()
          .waitFor();
    } catch (IOException e) {
      ending.destroy();
    }
  }

  private void launch() {
    if (ending.getAsBoolean()) {
      throw new PlatformException("Coax was stopped while " + name() + " was to be started.");
    }
    spec.beforeStart().run();
    try {
      var started = Launcher.launch(spec);
      process = started;
      startedAt = System.nanoTime();
      records.started(name(), started.toHandle());
      Thread.ofVirtual().name("watch " + name()).start(() -> watch(started));
    } catch (IOException e) {
      throw new PlatformException(name() + " cannot be started: " + e.getMessage() + ".", e);
    }
  }

  private synchronized boolean gaveUp() {
    return wanted && !wasReady && process != null && !process.isAlive();
  }

  private synchronized void markReady() {
    wasReady = true;
  }

  private void watch(Process watched) {
    try {
      int code = watched.waitFor();
      if (shouldRestart(watched)) {
        revive(watched, code);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (PlatformException e) {
      console.say(e.getMessage());
    }
  }

  private synchronized boolean shouldRestart(Process ended) {
    return wanted && wasReady && process == ended;
  }

  private void revive(Process ended, int code) throws InterruptedException {
    Duration wait;
    synchronized (this) {
      boolean steady = System.nanoTime() - startedAt > STEADY.toNanos();
      wait = steady ? FIRST_PAUSE : pause;
      pause = min(wait.multipliedBy(2), LONGEST_PAUSE);
    }
    console.say(
        name() + " ended (" + how(code) + "); starting it again in " + Format.elapsed(wait) + ".");
    Thread.sleep(wait);
    synchronized (this) {
      if (!shouldRestart(ended)) {
        return;
      }
      launch();
    }
    long from = System.nanoTime();
    while (isAlive()) {
      if (spec.readiness().isReady()) {
        console.say(
            name()
                + " is back after "
                + Format.elapsed(Duration.ofNanos(System.nanoTime() - from)));
        return;
      }
      Thread.sleep(POLL);
    }
  }

  private static String how(int code) {
    return code > 128 ? "signal " + (code - 128) : "exit code " + code;
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
