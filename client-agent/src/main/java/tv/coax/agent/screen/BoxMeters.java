package tv.coax.agent.screen;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.function.ToDoubleFunction;

/** What a dashboard wants to know of a box. */
@Singleton
final class BoxMeters {

  private final Views views;
  private final MeterRegistry meters;

  BoxMeters(Views views, MeterRegistry meters) {
    this.views = views;
    this.meters = meters;
  }

  void onStart(@Observes StartupEvent event) {
    for (String state : new String[] {"waiting", "downloading", "ready", "failed"}) {
      meters.gauge(
          "coax.box.titles",
          Tags.of("state", state),
          views,
          v -> v.library().stream().filter(t -> t.state().equals(state)).count());
    }
    gauge(
        "coax.box.titles.licensed", v -> v.library().stream().filter(TitleView::licensed).count());
    gauge(
        "coax.box.verified.bytes",
        v -> v.library().stream().mapToLong(TitleView::verifiedBytes).sum());
    gauge(
        "coax.box.download.rate.bytes",
        v -> v.library().stream().mapToDouble(TitleView::bytesPerSecond).sum());
    gauge("coax.box.online", v -> v.status().online() ? 1 : 0);
  }

  private void gauge(String name, ToDoubleFunction<Views> value) {
    meters.gauge(name, views, value);
  }
}
