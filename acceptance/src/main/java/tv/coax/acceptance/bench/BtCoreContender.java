package tv.coax.acceptance.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tv.coax.acceptance.bench.program.BtCore;

/** The other engine on the JVM: bt-core in a program of ours, a process of its own. */
record BtCoreContender() implements Contender.Carrier {
  @Override
  public String name() {
    return "bt-core";
  }

  @Override
  public String version() {
    return BtCore.version();
  }

  @Override
  public String origin() {
    return "Maven Central";
  }

  @Override
  public Seeder seed(Path torrent, Path directory) {
    String address = "127.0.0.1:" + Sockets.freePort();
    return new Seeder(
        line("seed", torrent.toString(), directory.toString(), address), "seeding", address);
  }

  @Override
  public List<String> get(Path torrent, Path directory, String peer) {
    String address = "127.0.0.1:" + Sockets.freePort();
    return line("get", torrent.toString(), directory.toString(), address, peer);
  }

  private static List<String> line(String... arguments) {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseParallelGC",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                BtCore.class.getName()));
    line.addAll(List.of(arguments));
    return line;
  }
}
