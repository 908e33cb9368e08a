package tv.coax.acceptance.bench.program;

import bt.Bt;
import bt.data.file.FileSystemStorage;
import bt.metainfo.IMetadataService;
import bt.metainfo.TorrentId;
import bt.net.InetPeer;
import bt.peer.IPeerRegistry;
import bt.protocol.crypto.EncryptionPolicy;
import bt.runtime.BtClient;
import bt.runtime.BtRuntime;
import bt.runtime.Config;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * bt-core as a program: {@code BtCore seed TORRENT DIR LISTEN} and {@code BtCore get TORRENT DIR
 * LISTEN PEER}. Plain TCP, no discovery, two threads that hash, and as much in flight as its
 * settings allow.
 */
public final class BtCore {
  private BtCore() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    URL torrent = Path.of(arguments[1]).toUri().toURL();
    BtRuntime runtime =
        BtRuntime.builder(config(OurSession.address(arguments[3])))
            .disablePeerExchange()
            .disableLocalServiceDiscovery()
            .build();
    TorrentId id = runtime.service(IMetadataService.class).fromUrl(torrent).getTorrentId();
    CountDownLatch ready = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    BtClient client =
        Bt.client(runtime)
            .torrent(torrent)
            .storage(new FileSystemStorage(Path.of(arguments[2])))
            .sequentialSelector()
            .afterDownloaded(all -> done.countDown())
            .build();
    runtime.getEventSource().onTorrentStarted(id, started -> ready.countDown());
    CompletableFuture<?> running = client.startAsync();
    ready.await();
    for (String peer : List.of(arguments).subList(4, arguments.length)) {
      InetSocketAddress address = OurSession.address(peer);
      runtime
          .service(IPeerRegistry.class)
          .addPeer(id, InetPeer.build(address.getAddress(), address.getPort()));
    }
    if (arguments[0].equals("seed")) {
      System.out.println("seeding");
      running.join();
    }
    done.await();
    Runtime.getRuntime().halt(0);
  }

  private static Config config(InetSocketAddress listen) {
    Config config = new Config();
    config.setAcceptorAddress(listen.getAddress());
    config.setAcceptorPort(listen.getPort());
    config.setEncryptionPolicy(EncryptionPolicy.REQUIRE_PLAINTEXT);
    config.setMseDisabled(true);
    config.setNumOfHashingThreads(2);
    config.setMaxSimultaneouslyAssignedPieces(16);
    config.setMaxOutstandingRequests(1000);
    config.setMaxPieceReceivingTime(Duration.ofSeconds(60));
    config.setMaxMessageProcessingInterval(Duration.ofMillis(1));
    config.setPeerDiscoveryInterval(Duration.ofSeconds(1));
    return config;
  }

  /** Its version, as its jar says. */
  public static String version() {
    String file = "/META-INF/maven/com.github.atomashpolskiy/bt-core/pom.properties";
    try (InputStream in = Bt.class.getResourceAsStream(file)) {
      if (in == null) {
        return "";
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "");
    } catch (IOException unknown) {
      return "";
    }
  }
}
