package tv.coax.catalog.title;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tv.coax.service.problem.Problem;

/** All titles. */
@ApplicationScoped
public class Titles implements PanacheRepositoryBase<Title, UUID> {
  /** How many titles one list shows at most. */
  private static final int MOST_LISTED = 500;

  /** Adds a draft. */
  public Title draft(String name, String synopsis, @Nullable Integer year) {
    var title = new Title(name.strip(), synopsis.strip(), year);
    persist(title);
    return title;
  }

  /** What is on sale, the newest first. */
  public List<Title> published() {
    return find("state", Sort.descending("publishedAt"), TitleState.PUBLISHED)
        .page(0, MOST_LISTED)
        .list();
  }

  /** Every title, drafts too, the newest first. */
  public List<Title> newestFirst() {
    return findAll(Sort.descending("createdAt")).page(0, MOST_LISTED).list();
  }

  /** The title, if it is on sale. */
  public Optional<Title> findPublished(UUID id) {
    return findByIdOptional(id).filter(Title::isPublished);
  }

  /** The title, or the problem {@code unknown-title}. */
  public Title require(UUID id) {
    return findByIdOptional(id).orElseThrow(() -> unknown(id));
  }

  /** The title if it is on sale, or the problem {@code unknown-title}: a draft shows as nothing. */
  public Title requirePublished(UUID id) {
    return findPublished(id).orElseThrow(() -> unknown(id));
  }

  private static Problem unknown(UUID id) {
    return Problem.of(404, "unknown-title", "There is no title " + id + ".");
  }
}
