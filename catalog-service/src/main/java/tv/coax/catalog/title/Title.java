package tv.coax.catalog.title;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A film, or game, or album, as the catalog shows it. It begins as a draft. */
@Entity
public class Title {
  @Id private UUID id;
  @Column private String name;
  @Column private String synopsis;
  @Column private @Nullable Integer year;
  @Column private TitleState state;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "published_at")
  private @Nullable Instant publishedAt;

  @Column(name = "published_version")
  private @Nullable Integer publishedVersion;

  protected Title() {}

  Title(String name, String synopsis, @Nullable Integer year) {
    this.id = UUID.randomUUID();
    this.name = name;
    this.synopsis = synopsis;
    this.year = year;
    this.state = TitleState.DRAFT;
    this.createdAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * Puts the title on sale in this version of its asset, which is what orders from now on get.
   * Whether it is fit for sale is decided by who calls this.
   */
  public void publish(int assetVersion) {
    publishedVersion = assetVersion;
    if (state == TitleState.DRAFT) {
      state = TitleState.PUBLISHED;
      publishedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
  }

  /** Takes the title off sale; what was bought stays bought. */
  public void unpublish() {
    state = TitleState.DRAFT;
  }

  public UUID id() {
    return id;
  }

  public String name() {
    return name;
  }

  public String synopsis() {
    return synopsis;
  }

  public @Nullable Integer year() {
    return year;
  }

  public TitleState state() {
    return state;
  }

  /** The version of the asset that is on sale; nothing for a draft. */
  public Optional<Integer> publishedVersion() {
    return isPublished() ? Optional.ofNullable(publishedVersion) : Optional.empty();
  }

  public boolean isPublished() {
    return state == TitleState.PUBLISHED;
  }
}
