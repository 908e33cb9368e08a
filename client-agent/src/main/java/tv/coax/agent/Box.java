package tv.coax.agent;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import tv.coax.agent.device.Device;
import tv.coax.agent.download.Downloads;
import tv.coax.agent.entitlement.EntitlementFeed;
import tv.coax.agent.identity.Account;
import tv.coax.agent.library.Entry;
import tv.coax.agent.library.Library;
import tv.coax.agent.license.Licenses;
import tv.coax.agent.pairing.Pairing;
import tv.coax.agent.player.Versions;

/**
 * Starts the box: goes on with whatever the last run, however it ended, left to do. Manifest,
 * download and license of an entry are independent of each other, so each begins at once.
 */
@Singleton
final class Box {

  private static final Logger LOG = Logger.getLogger(Box.class);

  private final Device device;
  private final Account account;
  private final Pairing pairing;
  private final Library library;
  private final EntitlementFeed feed;
  private final Downloads downloads;
  private final Licenses licenses;
  private final Versions versions;

  Box(
      Device device,
      Account account,
      Pairing pairing,
      Library library,
      EntitlementFeed feed,
      Downloads downloads,
      Licenses licenses,
      Versions versions) {
    this.device = device;
    this.account = account;
    this.pairing = pairing;
    this.library = library;
    this.feed = feed;
    this.downloads = downloads;
    this.licenses = licenses;
    this.versions = versions;
  }

  void onStart(@Observes StartupEvent event) {
    LOG.infof("This box is device %s.", device.thumbprint());
    licenses.load();
    versions.follow();
    library.entries().forEach(this::acquire);
    account.onChange(this::onAccount);
    feed.follow(this::acquire);
    pairing.resume();
  }

  private void onAccount() {
    downloads.release();
    library.changed();
    library.entries().forEach(this::acquire);
    feed.follow(this::acquire);
  }

  /**
   * What is on disk is played and served even when the box is not paired; licenses need the
   * account.
   */
  private void acquire(Entry entry) {
    entry.versions().forEach(downloads::acquire);
    if (account.id().filter(entry.accountId()::equals).isPresent()) {
      licenses.acquire(entry);
    }
  }
}
