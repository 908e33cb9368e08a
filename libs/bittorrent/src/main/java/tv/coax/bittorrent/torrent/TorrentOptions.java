package tv.coax.bittorrent.torrent;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.metadata.FileSelection;

/**
 * How one torrent is run.
 *
 * @param resumeFile where it is noted which pieces are verified, so that a restart need not read
 *     them again; null to note nothing
 * @param announce whether the torrent's trackers are asked for peers
 * @param credentials what is shown to the trackers
 * @param sequential whether pieces are fetched in order instead of rarest first
 * @param trustComplete whether the files are known to be complete and correct, because this process
 *     just wrote them: they are seeded without a check
 * @param files the files that are wanted (BEP 53), counted as they are stored, pad files left out;
 *     the torrent counts as complete when it has them
 * @param superSeed whether, once complete, each peer is told only of pieces that are meant for it,
 *     until every piece was seen elsewhere (BEP 16): for the first seeder of a swarm of strangers.
 *     Peers of this engine are led by suggestions anyway, and can still ask for whatever they need
 */
public record TorrentOptions(
    @Nullable Path resumeFile,
    boolean announce,
    AnnounceCredentials credentials,
    boolean sequential,
    boolean trustComplete,
    FileSelection files,
    boolean superSeed) {

  /**
   * No resume file, trackers asked without credentials, rarest first, files checked, all of them.
   */
  public static TorrentOptions defaults() {
    return new TorrentOptions(
        null, true, AnnounceCredentials.none(), false, false, FileSelection.ALL, false);
  }

  public TorrentOptions withResumeFile(Path file) {
    return new TorrentOptions(
        file, announce, credentials, sequential, trustComplete, files, superSeed);
  }

  public TorrentOptions withAnnounce(boolean value) {
    return new TorrentOptions(
        resumeFile, value, credentials, sequential, trustComplete, files, superSeed);
  }

  public TorrentOptions withCredentials(AnnounceCredentials value) {
    return new TorrentOptions(
        resumeFile, announce, value, sequential, trustComplete, files, superSeed);
  }

  public TorrentOptions withSequential(boolean value) {
    return new TorrentOptions(
        resumeFile, announce, credentials, value, trustComplete, files, superSeed);
  }

  public TorrentOptions withTrustComplete(boolean value) {
    return new TorrentOptions(
        resumeFile, announce, credentials, sequential, value, files, superSeed);
  }

  public TorrentOptions withFiles(FileSelection value) {
    return new TorrentOptions(
        resumeFile, announce, credentials, sequential, trustComplete, value, superSeed);
  }

  public TorrentOptions withSuperSeed(boolean value) {
    return new TorrentOptions(
        resumeFile, announce, credentials, sequential, trustComplete, files, value);
  }
}
