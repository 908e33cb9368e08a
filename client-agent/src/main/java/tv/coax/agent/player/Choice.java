package tv.coax.agent.player;

import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import tv.coax.agent.download.Download;
import tv.coax.agent.download.Downloads;
import tv.coax.agent.library.Entitlement;
import tv.coax.agent.library.Entry;
import tv.coax.agent.library.Library;
import tv.coax.agent.license.Licenses;
import tv.coax.agent.license.Verdict;
import tv.coax.agent.web.Problem;

/**
 * Decides by which entitlement a title is played, so that the viewer loses least: one without a
 * window, else one whose window runs already, and only then one that this playback would start; of
 * several the one that lasts longest.
 */
@Singleton
final class Choice {

  private final Library library;
  private final Licenses licenses;
  private final Downloads downloads;
  private final Versions versions;

  private static final Comparator<Verdict.Allowed> ORDER =
      Comparator.comparing(Verdict.Allowed::cost)
          .thenComparing(Verdict.Allowed::until, Comparator.reverseOrder());

  /** An entitlement that may be played, and its asset. */
  record Chosen(Entitlement entitlement, Download download) {}

  Choice(Library library, Licenses licenses, Downloads downloads, Versions versions) {
    this.versions = versions;
    this.library = library;
    this.licenses = licenses;
    this.downloads = downloads;
  }

  /** The best right to a title, or the refusal that says most. */
  Chosen choose(String titleId) throws Refusal {
    List<Entry> entries = library.ofTitle(titleId);
    if (entries.isEmpty()) {
      throw downloads.holdsAnyOf(titleId)
          ? refused("no-license", "This box holds the sealed film but has no license for it.")
          : new Refusal(
              new Problem(
                  404,
                  "unknown-title",
                  "Unknown title",
                  "This box has no such title in its library."));
    }
    Entitlement best = null;
    Verdict.Allowed bestVerdict = null;
    Verdict.Refused most =
        new Verdict.Refused("no-license", "There is no license for this film on this box.");
    for (Entry entry : entries) {
      Entitlement played = versions.played(entry);
      switch (licenses.judge(played)) {
        case Verdict.Allowed allowed -> {
          if (bestVerdict == null || isBetter(allowed, bestVerdict)) {
            best = played;
            bestVerdict = allowed;
          }
        }
        case Verdict.Refused no -> most = most.problem().equals("license-expired") ? most : no;
      }
    }
    if (best == null) {
      throw refused(most.problem(), most.sentence());
    }
    return new Chosen(best, download(best));
  }

  static boolean isBetter(Verdict.Allowed one, Verdict.Allowed other) {
    return ORDER.compare(one, other) < 0;
  }

  private Download download(Entitlement entitlement) throws Refusal {
    return downloads
        .find(entitlement.asset())
        .orElseThrow(() -> {
          String setback = downloads.setback(entitlement.asset());
          String sentence =
              "The film is being prepared." + (setback.isEmpty() ? "" : " " + setback);
          return new Refusal(new Problem(503, "not-ready", "Not ready yet", sentence));
        });
  }

  static Refusal refused(String problem, String sentence) {
    String title = problem.equals("license-expired") ? "License expired" : "No license";
    return new Refusal(new Problem(403, problem, title, sentence));
  }
}
