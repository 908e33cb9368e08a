package tv.coax.bittorrent.torrent;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

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
 */
public record TorrentOptions(
    @Nullable Path resumeFile,
    boolean announce,
    AnnounceCredentials credentials,
    boolean sequential,
    boolean trustComplete) {

  /** No resume file, trackers asked without credentials, rarest first, files checked. */
  public static TorrentOptions defaults() {
    return new TorrentOptions(null, true, AnnounceCredentials.none(), false, false);
  }

  public TorrentOptions withResumeFile(Path file) {
    return new TorrentOptions(file, announce, credentials, sequential, trustComplete);
  }

  public TorrentOptions withAnnounce(boolean value) {
    return new TorrentOptions(resumeFile, value, credentials, sequential, trustComplete);
  }

  public TorrentOptions withCredentials(AnnounceCredentials value) {
    return new TorrentOptions(resumeFile, announce, value, sequential, trustComplete);
  }

  public TorrentOptions withSequential(boolean value) {
    return new TorrentOptions(resumeFile, announce, credentials, value, trustComplete);
  }

  public TorrentOptions withTrustComplete(boolean value) {
    return new TorrentOptions(resumeFile, announce, credentials, sequential, value);
  }
}
