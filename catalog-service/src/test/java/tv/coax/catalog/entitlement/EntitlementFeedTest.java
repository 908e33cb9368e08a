package tv.coax.catalog.entitlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tv.coax.service.problem.Problem;

class EntitlementFeedTest {
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final EntitlementFeed feed =
      new EntitlementFeed(new NoneYet(), new TwoStreams(), metrics);

  @Test
  void anAccountHasNoMoreStreamsThanItMayHoweverManyAreAskedForAtOnce() {
    List<Multi<EntitlementView>> askedFor =
        IntStream.range(0, 5).mapToObj(i -> feed.listen("ada", 0)).toList();

    var listeners =
        askedFor.stream()
            .map(stream -> stream.subscribe().withSubscriber(AssertSubscriber.create(1)))
            .toList();

    assertThat(metrics.get("coax.entitlement.listeners").gauge().value()).isEqualTo(2);
    assertThat(listeners.stream().filter(listener -> listener.getFailure() != null))
        .hasSize(3)
        .allSatisfy(listener -> listener.assertFailedWith(Problem.class));
  }

  @Test
  void aStreamThatEndedMakesRoomForAnother() {
    var first = feed.listen("ada", 0).subscribe().withSubscriber(AssertSubscriber.create(1));
    feed.listen("ada", 0).subscribe().withSubscriber(AssertSubscriber.create(1));

    first.cancel();
    var third = feed.listen("ada", 0).subscribe().withSubscriber(AssertSubscriber.create(1));

    assertThat(third.getFailure()).isNull();
    assertThat(metrics.get("coax.entitlement.listeners").gauge().value()).isEqualTo(2);
  }

  /** Entitlements of accounts that hold nothing. */
  private static final class NoneYet extends Entitlements {
    @Override
    public List<EntitlementView> after(String accountId, long seq) {
      return List.of();
    }
  }

  private record TwoStreams() implements Feeding {
    @Override
    public Duration pingEvery() {
      return Duration.ofSeconds(15);
    }

    @Override
    public Duration lookEvery() {
      return Duration.ofSeconds(2);
    }

    @Override
    public Duration streamLifetime() {
      return Duration.ofHours(1);
    }

    @Override
    public int streamsPerAccount() {
      return 2;
    }
  }
}
