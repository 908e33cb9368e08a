package tv.coax.agent.screen;

import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import tv.coax.agent.license.Licenses;

/** Ready once it answers: a box that is offline or not paired yet is well, and says so. */
@Readiness
@Singleton
final class BoxHealth implements HealthCheck {

  private final Views views;
  private final Licenses licenses;

  BoxHealth(Views views, Licenses licenses) {
    this.views = views;
    this.licenses = licenses;
  }

  @Override
  public HealthCheckResponse call() {
    StatusView status = views.status();
    List<TitleView> titles = views.library();
    return HealthCheckResponse.named("box")
        .up()
        .withData("paired", status.paired())
        .withData("online", status.online())
        .withData("titles", titles.size())
        .withData("playable", titles.stream().filter(TitleView::playable).count())
        .withData("trustedTime", licenses.now().toString())
        .build();
  }
}
