package tv.coax.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import tv.coax.local.console.Console;

/** All programs of one platform, in the order in which they were added. */
public final class Supervisor {
  private static final Duration LEFTOVER_GRACE = Duration.ofSeconds(20);

  private final Map<String, ManagedProcess> processes =
      Collections.synchronizedMap(new LinkedHashMap<>());
  private final RunRecords records;
  private final Console console;
  private final AtomicBoolean ending = new AtomicBoolean();

  public Supervisor(Path runDirectory, Console console) {
    this.records = new RunRecords(runDirectory);
    this.console = console;
  }

  /** Ends what an earlier platform left running when it was killed. */
  public List<String> endLeftovers() {
    return records.endLeftovers(LEFTOVER_GRACE);
  }

  /** Adds a program without starting it; the log of its last run is kept beside the new one. */
  public ManagedProcess add(ProcessSpec spec) {
    rotate(spec.log());
    var process = new ManagedProcess(spec, records, console, ending::get);
    if (processes.putIfAbsent(spec.name(), process) != null) {
      throw new IllegalArgumentException("Two programs are called " + spec.name() + ".");
    }
    return process;
  }

  /**
   * The program of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public ManagedProcess process(String name) {
    var process = processes.get(name);
    if (process == null) {
      throw new IllegalArgumentException("No program is called " + name + ".");
    }
    return process;
  }

  public List<ManagedProcess> processes() {
    synchronized (processes) {
      return List.copyOf(processes.values());
    }
  }

  /**
   * Stops group after group, those of one group side by side; nothing can be started afterwards.
   */
  public void stop(List<List<String>> groups) {
    ending.set(true);
    for (var group : groups) {
      var stopping = new ArrayList<Thread>();
      for (var name : group) {
        var process = processes.get(name);
        if (process != null) {
          stopping.add(Thread.ofVirtual().start(process::stop));
        }
      }
      stopping.forEach(Supervisor::join);
    }
  }

  private static void rotate(Path log) {
    try {
      if (Files.exists(log)) {
        Files.move(
            log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new PlatformException("The log " + log + " cannot be put aside.", e);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
