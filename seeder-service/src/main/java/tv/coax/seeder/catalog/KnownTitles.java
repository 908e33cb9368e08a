package tv.coax.seeder.catalog;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import tv.coax.service.problem.Problem;

/**
 * Spares the operator hours of upload for a title that does not exist: the catalog is asked first,
 * with the operator's own token. This is a courtesy; what counts is the catalog's answer when the
 * asset is registered, so a catalog that is away or slow keeps nobody from bringing a film in.
 */
@ApplicationScoped
public class KnownTitles {
  private static final Logger LOG = Logger.getLogger(KnownTitles.class);

  /** The second is the answer to an id that cannot be a title's. */
  private static final Set<String> UNKNOWN = Set.of("unknown-title", "not-found");

  private final TitleService titles;

  KnownTitles(@RestClient TitleService titles) {
    this.titles = titles;
  }

  /**
   * Blocks for two or three seconds at most.
   *
   * @param accessToken the operator's
   * @throws Problem 404 {@code unknown-title} if the catalog says that there is no such title
   */
  public void require(String titleId, String accessToken) {
    try {
      titles.title("Bearer " + accessToken, titleId).close();
    } catch (WebApplicationException e) {
      Response answer = e.getResponse();
      if (answer.getStatus() == 404
          && ProblemType.nameIn(answer).filter(UNKNOWN::contains).isPresent()) {
        throw Problem.of(404, "unknown-title", "The catalog knows no title " + titleId + ".");
      }
      LOG.infof("The catalog was asked for a title and answered %d.", answer.getStatus());
    } catch (ProcessingException away) {
      LOG.infof("The catalog could not be asked for a title: %s", away.getMessage());
    }
  }
}
