package tv.coax.agent.screen;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** The box screen, made for a television and a remote control. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
final class ScreenResource {

  private final Views views;

  ScreenResource(Views views) {
    this.views = views;
  }

  @CheckedTemplate(basePath = "screen")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance screen(StatusView status, List<TitleView> titles);

    static native TemplateInstance body(StatusView status, List<TitleView> titles);
  }

  @GET
  public TemplateInstance screen() {
    return Templates.screen(views.status(), views.library());
  }

  /** What changes on the screen while it is shown: all but the player. */
  @GET
  @Path("screen/body")
  public TemplateInstance body() {
    return Templates.body(views.status(), views.library());
  }
}
