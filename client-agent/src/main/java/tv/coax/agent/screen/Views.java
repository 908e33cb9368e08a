package tv.coax.agent.screen;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tv.coax.agent.device.Device;
import tv.coax.agent.download.Download;
import tv.coax.agent.download.Downloads;
import tv.coax.agent.entitlement.EntitlementFeed;
import tv.coax.agent.identity.Account;
import tv.coax.agent.library.Entitlement;
import tv.coax.agent.library.Entry;
import tv.coax.agent.library.Library;
import tv.coax.agent.license.Licenses;
import tv.coax.agent.license.Verdict;
import tv.coax.agent.pairing.Pairing;
import tv.coax.agent.player.Versions;
import tv.coax.agent.settings.CoaxConfig;
import tv.coax.bittorrent.torrent.TorrentStatus;

/** Puts together what the screen and the JSON show. */
@Singleton
final class Views {

  private final CoaxConfig config;
  private final Account account;
  private final Device device;
  private final Pairing pairing;
  private final EntitlementFeed feed;
  private final Library library;
  private final Downloads downloads;
  private final Licenses licenses;
  private final Versions versions;

  Views(
      CoaxConfig config,
      Account account,
      Device device,
      Pairing pairing,
      EntitlementFeed feed,
      Library library,
      Downloads downloads,
      Licenses licenses,
      Versions versions) {
    this.config = config;
    this.account = account;
    this.device = device;
    this.pairing = pairing;
    this.feed = feed;
    this.library = library;
    this.downloads = downloads;
    this.licenses = licenses;
    this.versions = versions;
  }

  StatusView status() {
    return new StatusView(
        config.box().shownName(),
        account.id().isPresent(),
        account.id().orElse(null),
        device.thumbprint(),
        pairing.shown().orElse(null),
        feed.online(),
        pairing.problem());
  }

  List<TitleView> library() {
    return library.entries().stream().map(this::title).toList();
  }

  private TitleView title(Entry entry) {
    Entitlement entitlement = entry.entitlement();
    @Nullable Download download = downloads.find(entitlement.asset()).orElse(null);
    @Nullable TorrentStatus status = download == null ? null : download.status();
    Entitlement played = versions.played(entry);
    Verdict verdict = licenses.judge(played);
    String reason = reason(entitlement, status, verdict);
    return new TitleView(
        entitlement.id(),
        entitlement.titleId(),
        entitlement.assetVersion(),
        entitlement.titleName(),
        entitlement.mediaType(),
        entitlement.right(),
        state(status),
        reason.isEmpty() ? null : reason,
        download == null ? 0 : download.manifest().sealedBytes(),
        status == null ? 0 : status.verifiedBytes(),
        status == null ? 0 : status.downloadRate(),
        download == null ? Map.of() : download.sources(),
        licenses.usable(played).isPresent(),
        downloads.find(played.asset()).isPresent() && verdict instanceof Verdict.Allowed,
        licenses.latestStart(played).filter(t -> !t.equals(Instant.MAX)).orElse(null),
        entitlement.correlationId(),
        entry.timeline());
  }

  private static String state(@Nullable TorrentStatus status) {
    if (status == null) {
      return "waiting";
    }
    return switch (status.state()) {
      case CHECKING, DOWNLOADING, DISK_FULL -> "downloading";
      case SEEDING -> "ready";
      case STOPPED -> "waiting";
      case FAILED -> "failed";
    };
  }

  private String reason(Entitlement entitlement, @Nullable TorrentStatus status, Verdict verdict) {
    if (status != null && !status.reason().isEmpty()) {
      return status.reason();
    }
    String setback = downloads.setback(entitlement.asset());
    if (!setback.isEmpty()) {
      return setback;
    }
    String license = licenses.reason(entitlement.id());
    if (!license.isEmpty()) {
      return license;
    }
    return verdict instanceof Verdict.Refused no && no.problem().equals("license-expired")
        ? no.sentence()
        : "";
  }
}
