package tv.coax.agent.player;

import jakarta.inject.Singleton;
import tv.coax.agent.download.Downloads;
import tv.coax.agent.library.Entitlement;
import tv.coax.agent.library.Entry;
import tv.coax.agent.library.Library;
import tv.coax.agent.license.Licenses;
import tv.coax.agent.license.Verdict;
import tv.coax.agent.task.Tasks;

/**
 * Which version of a film is played when the catalog changed the version of an entitlement: the
 * former one until the present one is whole, licensed, and nobody watches the former any more. Only
 * then is the former removed; a box that is killed meanwhile goes on with it. Thread-safe.
 */
@Singleton
public final class Versions {

  private static final long LOOK_MILLIS = 1000;

  private final Library library;
  private final Licenses licenses;
  private final Downloads downloads;
  private final Tasks tasks;
  private final Object removing = new Object();

  Versions(Library library, Licenses licenses, Downloads downloads, Tasks tasks) {
    this.library = library;
    this.licenses = licenses;
    this.downloads = downloads;
    this.tasks = tasks;
  }

  /** The entitlement in the version that is played. */
  public Entitlement played(Entry entry) {
    return entry
        .versions()
        .filter(v -> downloads.find(v.asset()).isPresent())
        .filter(v -> licenses.judge(v) instanceof Verdict.Allowed)
        .findFirst()
        .orElse(entry.entitlement());
  }

  /** Looks after former versions from now on. */
  public void follow() {
    library.onStep(this::succeed);
  }

  private void succeed(Entry entry) {
    if (!entry.former().isEmpty() && isHere(entry.entitlement())) {
      entry.former().forEach(former -> remove(former, entry.entitlement()));
    }
  }

  private boolean isHere(Entitlement entitlement) {
    return downloads.isComplete(entitlement.asset()) && licenses.usable(entitlement).isPresent();
  }

  private void remove(Entitlement former, Entitlement present) {
    tasks.keepTrying(
        "removal of " + former.asset() + " for " + former.id(),
        present.correlation(),
        () -> {
          while (downloads.isRead(former.asset())) {
            Thread.sleep(LOOK_MILLIS);
          }
          synchronized (removing) {
            if (!library.isFormer(former)) {
              return;
            }
            if (!library.isSharedBy(former)) {
              downloads.discard(former.asset());
            }
            licenses.discard(former);
            library.forget(former);
          }
        },
        sentence -> {});
  }
}
