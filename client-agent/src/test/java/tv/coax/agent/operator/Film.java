package tv.coax.agent.operator;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import tv.coax.bittorrent.metainfo.InfoHash;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.metainfo.MetainfoBuilder;
import tv.coax.bittorrent.metainfo.TorrentVersion;
import tv.coax.bittorrent.session.Session;
import tv.coax.bittorrent.session.SessionConfig;
import tv.coax.bittorrent.torrent.TorrentOptions;
import tv.coax.protection.asset.AssetId;
import tv.coax.protection.jws.SigningKey;
import tv.coax.protection.manifest.Manifest;
import tv.coax.protection.sealing.ContentKey;
import tv.coax.protection.sealing.SealedFormat;
import tv.coax.protection.sealing.Sealer;

/** A film, sealed and seeded for real at a limited rate. */
public final class Film implements AutoCloseable {

  static final SigningKey SEEDER_KEY = SigningKey.generate();
  private static final int PIECE = 256 << 10;

  private final Manifest manifest;
  private final Metainfo metainfo;
  private final ContentKey key;
  private final byte[] plain;
  private final String name;
  private final Session session;

  /** Seals random bytes and seeds them at {@code bytesPerSecond}. */
  public Film(
      Vertx vertx, Path directory, URI operator, String titleId, int size, long bytesPerSecond)
      throws Exception {
    this(vertx, directory, operator, titleId, random(size), bytesPerSecond);
  }

  /** Seals the bytes and seeds them at {@code bytesPerSecond}. */
  public Film(
      Vertx vertx, Path directory, URI operator, String titleId, byte[] plain, long bytesPerSecond)
      throws Exception {
    this(vertx, directory, operator, new AssetId(titleId, 1), plain, bytesPerSecond);
  }

  /** Seals the bytes as that version of a title and seeds them at {@code bytesPerSecond}. */
  public Film(
      Vertx vertx, Path directory, URI operator, AssetId asset, byte[] plain, long bytesPerSecond)
      throws Exception {
    this.plain = plain;
    name = asset.version() == 1 ? asset.titleId() : asset.titleId() + "-" + asset.version();
    key = ContentKey.random("key-" + name);
    Path file = directory.resolve(name + ".sealed");
    try (OutputStream out =
        Sealer.sealTo(
            Files.newOutputStream(file),
            key,
            SealedFormat.associatedData(asset, key.keyId(), "video/mp4"))) {
      out.write(plain);
    }
    metainfo =
        new MetainfoBuilder()
            .version(TorrentVersion.HYBRID)
            .pieceLength(PIECE)
            .announce(operator.resolve("/announce"))
            .isPrivate(true)
            .build(file, (done, total) -> {});
    manifest =
        new Manifest(
            "seeder-service",
            asset.titleId(),
            asset.version(),
            key.keyId(),
            metainfo.infoHashes().v1().map(InfoHash::hex),
            metainfo.infoHashes().v2().map(InfoHash::hex),
            Files.size(file),
            plain.length,
            SealedFormat.SEGMENT_BYTES,
            PIECE,
            "video/mp4",
            HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(plain)),
            operator.resolve("/torrents/" + name),
            Instant.now());
    SessionConfig config =
        SessionConfig.defaults()
            .withListen(new InetSocketAddress("127.0.0.1", 0))
            .withUploadLimit(bytesPerSecond);
    session = Session.start(vertx, config).toCompletableFuture().get(10, TimeUnit.SECONDS);
    session.add(
        metainfo, directory, TorrentOptions.defaults().withAnnounce(false).withTrustComplete(true));
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  public String titleId() {
    return manifest.titleId();
  }

  public Manifest manifest() {
    return manifest;
  }

  /** The title, and the version unless it is the first. */
  String name() {
    return name;
  }

  /** The original. */
  public byte[] plain() {
    return plain;
  }

  ContentKey key() {
    return key;
  }

  String manifestJws() {
    return manifest.sign(SEEDER_KEY);
  }

  byte[] torrent() {
    return metainfo.toBytes();
  }

  InetSocketAddress seederAddress() {
    return session.listenAddress();
  }

  /** The name of the sealed file on a box's disk. */
  public String sealedName() {
    return metainfo.name();
  }

  @Override
  public void close() throws IOException {
    session.close().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
