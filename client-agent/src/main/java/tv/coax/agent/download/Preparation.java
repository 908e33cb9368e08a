package tv.coax.agent.download;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;
import tv.coax.agent.identity.Account;
import tv.coax.agent.library.Entitlement;
import tv.coax.agent.library.Library;
import tv.coax.agent.remote.Remote;
import tv.coax.agent.remote.RemoteException;
import tv.coax.agent.settings.CoaxConfig;
import tv.coax.agent.trust.Trust;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.protection.manifest.Manifest;

/**
 * What comes before the first byte: the manifest, verified with the seeder's published keys, and
 * the torrent, held to the manifest ({@link TorrentCheck}). Both are kept, so that a restart needs
 * neither catalog nor seeder.
 */
@Singleton
final class Preparation {

  private static final Logger LOG = Logger.getLogger(Preparation.class);

  private final Remote remote;
  private final Account account;
  private final Library library;
  private final CoaxConfig config;
  private final Trust trust;

  Preparation(Remote remote, Account account, Library library, CoaxConfig config, Trust trust) {
    this.remote = remote;
    this.account = account;
    this.library = library;
    this.config = config;
    this.trust = trust;
  }

  /** The verified manifest of the version the account is entitled to. */
  Manifest manifest(Entitlement entitlement, AssetFiles files)
      throws RemoteException, InterruptedException {
    Optional<byte[]> kept = files.manifest();
    if (kept.isPresent()) {
      try {
        return believed(new String(kept.get(), StandardCharsets.US_ASCII), entitlement);
      } catch (RemoteException e) {
        LOG.warnf("The kept manifest is asked for again: %s", e.sentence());
      }
    }
    String jws = ask(entitlement, account.accessToken()).path("manifest").asText();
    Manifest manifest = believed(jws, entitlement);
    files.keepManifest(jws.getBytes(StandardCharsets.US_ASCII));
    library.mark(entitlement, t -> t.withManifest(Instant.now()));
    return manifest;
  }

  /** The torrent of a manifest. */
  Metainfo torrent(Manifest manifest, AssetFiles files)
      throws RemoteException, InterruptedException {
    Optional<byte[]> kept = files.torrent();
    if (kept.isPresent()) {
      try {
        return TorrentCheck.matching(kept.get(), manifest);
      } catch (RemoteException e) {
        LOG.warnf("The kept torrent is fetched again: %s", e.sentence());
      }
    }
    byte[] bytes =
        remote.to("the seeder", manifest.torrentUrl()).getBytes(AssetFiles.MAX_TORRENT_BYTES);
    Metainfo metainfo = TorrentCheck.matching(bytes, manifest);
    files.keepTorrent(bytes);
    return metainfo;
  }

  private Manifest believed(String jws, Entitlement entitlement) throws RemoteException {
    Manifest manifest =
        Trust.verified(
            "the manifest", () -> Manifest.verify(jws, trust.seeder(), config.seeder().issuer()));
    check(manifest, entitlement);
    return manifest;
  }

  private JsonNode ask(Entitlement entitlement, String token)
      throws RemoteException, InterruptedException {
    String path =
        "/api/titles/%s/manifest?assetVersion=%d"
            .formatted(entitlement.titleId(), entitlement.assetVersion());
    try {
      return remote
          .to("the catalog", Remote.below(config.catalog().url(), path))
          .bearer(token)
          .get();
    } catch (RemoteException e) {
      if (e.status() == 401) {
        account.distrust(token);
      }
      throw e;
    }
  }

  private static void check(Manifest manifest, Entitlement entitlement) throws RemoteException {
    boolean sameTitle = manifest.titleId().equals(entitlement.titleId());
    if (!sameTitle || manifest.assetVersion() != entitlement.assetVersion()) {
      throw RemoteException.unexpected(
          "The catalog offers version %d of the film; version %d was granted."
              .formatted(manifest.assetVersion(), entitlement.assetVersion()),
          null);
    }
  }
}
