package tv.coax.agent.clock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.coax.agent.store.BoxFiles;
import tv.coax.agent.store.SealedNotes;

class TrustedClockTest {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  @TempDir Path directory;
  private BoxFiles files;
  private final SetClock wall = new SetClock(NOON);
  private long nanos = 5;

  @BeforeEach
  void open() {
    files =
        new BoxFiles(
            directory,
            new ObjectMapper()
                .registerModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS));
  }

  @AfterEach
  void close() {
    files.close();
  }

  @Test
  void aWallClockTurnedBackChangesNothing() {
    TrustedClock clock = clock();
    assertThat(clock.now()).isEqualTo(NOON);

    wall.now = NOON.minus(Duration.ofDays(30));
    nanos += Duration.ofMinutes(10).toNanos();

    assertThat(clock.now()).isEqualTo(NOON.plus(Duration.ofMinutes(10)));
  }

  @Test
  void aWallClockTurnedBackWhileTheBoxWasOffChangesNothing() {
    clock().nowDurably();
    wall.now = NOON.minus(Duration.ofDays(30));
    nanos = 0;

    assertThat(clock().now()).isEqualTo(NOON);
  }

  @Test
  void aSignedServerTimeIsBelievedWhenItIsLaterAndKept() {
    TrustedClock clock = clock();
    clock.onSignedServerTime(NOON.plus(Duration.ofHours(2)));
    clock.onSignedServerTime(NOON.plus(Duration.ofHours(1)));

    assertThat(clock.now()).isEqualTo(NOON.plus(Duration.ofHours(2)));
    assertThat(clock().now()).isEqualTo(NOON.plus(Duration.ofHours(2)));
  }

  @Test
  void aWallClockThatIsLaterIsBelieved() {
    TrustedClock clock = clock();
    clock.now();

    wall.now = NOON.plus(Duration.ofDays(1));

    assertThat(clock.now()).isEqualTo(NOON.plus(Duration.ofDays(1)));
  }

  @Test
  void requestsAreDatedByTheWallClockUnlessItIsKnownToBeBehind() {
    TrustedClock clock = clock();
    wall.now = NOON.plus(Duration.ofDays(400));
    clock.now();
    wall.now = NOON;
    assertThat(clock.forRequests().instant()).isEqualTo(NOON);

    clock.onSignedServerTime(NOON.plusSeconds(500));

    assertThat(clock.forRequests().instant()).isAfter(NOON.plusSeconds(499));
  }

  @Test
  void onceTheServerHasAnsweredRequestsAreDatedByItsTime() {
    TrustedClock clock = clock();
    wall.now = NOON.plus(Duration.ofDays(400));
    clock.now();
    clock.onAnsweredServerTime(NOON);
    nanos += Duration.ofSeconds(7).toNanos();

    assertThat(clock.forRequests().instant()).isEqualTo(NOON.plusSeconds(7));
    assertThat(clock.now()).isAfter(NOON.plus(Duration.ofDays(399)));
  }

  @Test
  void aRecordThatWasLostOrAlteredIsConfirmedOnlyByAServer() throws Exception {
    assertThat(clock().isConfirmed()).isFalse();
    clock().onAnsweredServerTime(NOON.plusSeconds(500));
    assertThat(clock().isConfirmed()).isTrue();

    Path record = files.path("clock.json");
    Files.writeString(record, Files.readString(record).replace("2026", "2025"));
    TrustedClock altered = clock();
    assertThat(altered.isConfirmed()).isFalse();
    assertThat(altered.nowDurably()).isEqualTo(NOON);
    assertThat(clock().isConfirmed()).isFalse();

    clock().onAnsweredServerTime(NOON);
    assertThat(clock().isConfirmed()).isTrue();
    Files.delete(record);
    assertThat(clock().isConfirmed()).isFalse();
  }

  private TrustedClock clock() {
    return new TrustedClock(files, new SealedNotes(files), wall, () -> nanos);
  }

  private static final class SetClock extends Clock {
    private Instant now;

    SetClock(Instant now) {
      this.now = now;
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
