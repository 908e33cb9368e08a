package tv.coax.agent.screen;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import tv.coax.agent.library.Library;
import tv.coax.agent.web.Problem;
import tv.coax.agent.web.RefusedException;

/**
 * Tells the screens what the box shows: when it changed, at most four times a second, and every 15
 * seconds besides. It is put together once for all screens, and not at all while there is none. A
 * screen that is slow misses what is out of date.
 */
@Singleton
final class News {

  private static final Logger LOG = Logger.getLogger(News.class);
  private static final int MOST_SCREENS = 16;
  private static final long SILENCE_SECONDS = 15;
  private static final long BREATH_MILLIS = 250;

  private final Views views;
  private final Library library;
  private final Semaphore changes = new Semaphore(0);
  private final Semaphore places = new Semaphore(MOST_SCREENS);
  private final Set<MultiEmitter<? super Shown>> screens = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Thread teller;

  /** What a screen shows at one moment. */
  record Shown(StatusView status, List<TitleView> titles) {}

  News(Views views, Library library) {
    this.views = views;
    this.library = library;
  }

  void onStart(@Observes StartupEvent event) {
    library.onChange(changes::release);
    teller = Thread.ofVirtual().name("news").start(this::tell);
  }

  void onStop(@Observes @Priority(50) ShutdownEvent event) {
    Thread running = teller;
    if (running != null) {
      running.interrupt();
    }
  }

  /**
   * What is shown, now and from now on.
   *
   * @throws RefusedException 503 {@code too-many-streams} when 16 screens listen already
   */
  Multi<Shown> follow() {
    if (!places.tryAcquire()) {
      throw new RefusedException(
          new Problem(
              503,
              "too-many-streams",
              "Too many streams",
              "This box tells its news to " + MOST_SCREENS + " screens at once."));
    }
    return Multi.createFrom()
        .<Shown>emitter(
            screen -> {
              screens.add(screen);
              changes.release();
              screen.onTermination(() -> {
                screens.remove(screen);
                places.release();
              });
            },
            BackPressureStrategy.LATEST);
  }

  private void tell() {
    try {
      while (true) {
        if (changes.tryAcquire(SILENCE_SECONDS, TimeUnit.SECONDS)) {
          changes.drainPermits();
        }
        if (!screens.isEmpty()) {
          tellAll();
        }
        Thread.sleep(BREATH_MILLIS);
      }
    } catch (InterruptedException e) {
      LOG.debug("The box stops.");
    }
  }

  private void tellAll() {
    try {
      Shown shown = new Shown(views.status(), views.library());
      screens.forEach(screen -> screen.emit(shown));
    } catch (RuntimeException e) {
      LOG.error("The screens could not be told.", e);
    }
  }
}
