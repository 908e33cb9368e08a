package tv.coax.acceptance.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a benchmark takes place: a scratch directory, the contenders that are on this machine, the
 * programs that are running. All of it is gone when the benchmark ends.
 */
final class Lab implements AutoCloseable {
  private final BenchOptions options;
  private final Path scratch;
  private final Path measure;
  private final TorrentAt torrentAt;
  private final List<Contender> contenders;
  private final Set<Child> running = ConcurrentHashMap.newKeySet();
  private final Thread hook = new Thread(this::clean);

  private Lab(BenchOptions options) throws IOException {
    this.options = options;
    this.scratch = Files.createTempDirectory(options.base(), "coax-bench-");
    Runtime.getRuntime().addShutdownHook(hook);
    this.measure = Resources.compile("measure.c", scratch);
    this.torrentAt = new TorrentAt(scratch);
    this.contenders = contenders();
    print(Machine.describe(contenders));
  }

  static Lab open(BenchOptions options) {
    try {
      return new Lab(options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Contender> contenders() {
    Path home = Path.of(System.getProperty("coax.home", ".")).toAbsolutePath();
    Path python = Resources.unpack("libtorrent_peer.py", scratch);
    List<Contender> known =
        List.of(
            new CoaxContender(options.coax, new OurJava(home, options.java)),
            new LibtorrentContender(python),
            new TransmissionContender(scratch, torrentAt),
            new Aria2Contender(torrentAt),
            new BtCoreContender());
    for (String name : options.contenders) {
      if (known.stream().noneMatch(contender -> contender.name().equalsIgnoreCase(name))) {
        throw new BenchException("there is no contender " + name + "; see --help");
      }
    }
    return known.stream().filter(this::takesPart).toList();
  }

  private boolean takesPart(Contender contender) {
    boolean wanted =
        options.contenders.isEmpty()
            || options.contenders.stream().anyMatch(contender.name()::equalsIgnoreCase);
    if (wanted && contender.version().isEmpty()) {
      print(contender.name() + " is left out: it is not installed (" + contender.origin() + ").");
      return false;
    }
    return wanted;
  }

  /** Those who can do this job, ours first. */
  <T extends Contender> List<T> able(Class<T> job) {
    return contenders.stream().filter(job::isInstance).map(job::cast).toList();
  }

  /** Those who can do this job with torrents of this version. */
  <T extends Contender> List<T> able(Class<T> job, String version) {
    return able(job).stream().filter(contender -> contender.knows(version)).toList();
  }

  Path scratch() {
    return scratch;
  }

  Path floor() {
    return Resources.compile("floor.c", scratch);
  }

  /** An empty directory of that name. */
  Path directory(String name) {
    return BenchOptions.directory(scratch.resolve(name));
  }

  /** A torrent of the content, made by our command. */
  Path torrent(Path content, String version, int pieceLength) {
    Path torrent = scratch.resolve(content.getFileName() + "-" + version + ".torrent");
    CoaxContender ours = new CoaxContender(options.coax, new OurJava(Path.of("."), options.java));
    run(ours.create(content, torrent, version, pieceLength), 0);
    return torrent;
  }

  Child start(List<String> command) {
    Child child = Child.start(measure, command, running::remove);
    running.add(child);
    return child;
  }

  /** Runs the command to its good end. */
  Cost run(List<String> command, int goodEnd) {
    try (Child child = start(command)) {
      return child.awaitEnd(900, goodEnd);
    }
  }

  /** Runs the command and notes what it cost. */
  void measure(String name, List<String> command, @Nullable Report report) {
    Cost cost = run(command, 0);
    if (report != null) {
      report.add(name, Figure.WALL, cost.wallSeconds());
      report.add(name, Figure.CPU, cost.cpuSeconds());
      report.add(name, Figure.MEMORY, cost.peakPrivateBytes() / 1048576.0);
    }
  }

  void print(Report report) {
    print(report.text());
  }

  void print(String text) {
    System.out.println(text);
    System.out.println();
    if (options.markdown != null) {
      try {
        Files.writeString(
            options.markdown, text + "\n\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    clean();
    Runtime.getRuntime().removeShutdownHook(hook);
  }

  private void clean() {
    running.forEach(Child::close);
    if (torrentAt != null) {
      torrentAt.close();
    }
    BenchOptions.delete(scratch);
  }
}
