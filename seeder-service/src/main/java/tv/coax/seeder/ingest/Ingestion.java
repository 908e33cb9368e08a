package tv.coax.seeder.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import org.jboss.logging.Logger;
import tv.coax.protection.asset.AssetId;
import tv.coax.protection.sealing.ContentKey;
import tv.coax.protection.sealing.SealedFormat;
import tv.coax.seeder.asset.Asset;
import tv.coax.seeder.asset.AssetFiles;
import tv.coax.seeder.asset.AssetSealed;
import tv.coax.seeder.asset.PieceLength;
import tv.coax.seeder.asset.SealedAsset;
import tv.coax.seeder.contentkey.ContentKeyUnavailableException;
import tv.coax.seeder.contentkey.ContentKeys;
import tv.coax.service.problem.Problem;

/**
 * Brings a film in: records the ingest, gets the key, seals in one pass, gives the file its name,
 * records the asset. Whatever goes wrong, nothing is left but an ingest that says why.
 *
 * <p>Whether the catalog takes the asset shows when it is registered; one that it refuses is
 * withdrawn.
 */
@ApplicationScoped
class Ingestion {
  private static final Logger LOG = Logger.getLogger(Ingestion.class);

  private final Ingests ingests;
  private final LiveIngests live;
  private final ContentKeys keys;
  private final AssetFiles files;
  private final TorrentMaker torrents;
  private final ManifestMaker manifests;
  private final DiskSpace disk;
  private final Recording recording;
  private final Event<AssetSealed> announcements;
  private final MeterRegistry meters;

  Ingestion(
      Ingests ingests,
      LiveIngests live,
      ContentKeys keys,
      AssetFiles files,
      TorrentMaker torrents,
      ManifestMaker manifests,
      DiskSpace disk,
      Recording recording,
      Event<AssetSealed> announcements,
      MeterRegistry meters) {
    this.ingests = ingests;
    this.live = live;
    this.keys = keys;
    this.files = files;
    this.torrents = torrents;
    this.manifests = manifests;
    this.disk = disk;
    this.recording = recording;
    this.announcements = announcements;
    this.meters = meters;
  }

  /**
   * Reads the whole body and returns when the film is sealed and recorded.
   *
   * @return the ingest's id
   * @throws Problem with the reason if it cannot be
   */
  UUID bring(Film film, InputStream body) {
    try (var _ = live.enter(film.ingestId())) {
      disk.requireRoomFor(SealedFormat.sealedLength(film.totalBytes()));
      AssetId id = ingests.begin(film).assetId();
      LOG.infof("Receiving %s, %d bytes of %s.", id, film.totalBytes(), film.mediaType());
      try {
        Asset asset = receive(film, id, body);
        count("sealed");
        announcements.fire(new AssetSealed(asset));
      } catch (IOException | RuntimeException e) {
        throw failed(film, id, e);
      }
      return film.ingestId();
    }
  }

  private Asset receive(Film film, AssetId id, InputStream body) throws IOException {
    ContentKey key = keys.obtain(id);
    int pieceBytes = PieceLength.of(SealedFormat.sealedLength(film.totalBytes()));
    try (TorrentMaker.Making making = torrents.begin(id, pieceBytes)) {
      SealingPass.Result sealed =
          SealingPass.run(
              body,
              film.totalBytes(),
              files.part(id),
              key,
              SealedFormat.associatedData(id, key.keyId(), film.mediaType()),
              making.hasher(),
              received -> live.progressed(film.ingestId(), received));
      SealedAsset asset =
          manifests.describe(id, key.keyId(), film, sealed, making.finish(), pieceBytes);
      files.complete(id);
      return recording.record(film.ingestId(), asset);
    } finally {
      key.wipe();
    }
  }

  /** The record first: files go only when it is certain that the asset was not recorded. */
  private Problem failed(Film film, AssetId id, Exception cause) {
    Problem problem = problem(film, cause);
    LOG.warnf(cause, "The ingest of %s failed: %s", id, problem.detail());
    count(problem.name());
    try {
      long received = live.receivedBytes(film.ingestId()).orElse(0);
      if (ingests.failed(film.ingestId(), problem.detail(), received)) {
        files.delete(id);
      }
    } catch (IOException | RuntimeException e) {
      LOG.errorf(e, "What is left of %s is cleaned up later.", id);
    }
    return problem;
  }

  private Problem problem(Film film, Exception cause) {
    return switch (cause) {
      case Problem known -> known;
      case FilmIncompleteException incomplete ->
          Problem.of(422, "film-incomplete", String.valueOf(incomplete.getMessage()));
      case ContentKeyUnavailableException noKey ->
          Problem.of(503, "content-key-unavailable", String.valueOf(noKey.getMessage()));
      case IOException noRoom when disk.isFull(film.totalBytes()) -> disk.full();
      case IOException broken ->
          Problem.of(500, "disk-failed", "The seeder's disk could not be written.");
      default ->
          Problem.of(500, "unexpected", "The film could not be brought in; the log says why.");
    };
  }

  private void count(String outcome) {
    meters.counter("coax.ingests", "outcome", outcome).increment();
  }
}
