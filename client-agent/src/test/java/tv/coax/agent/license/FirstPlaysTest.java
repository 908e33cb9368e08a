package tv.coax.agent.license;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.coax.agent.clock.TrustedClock;
import tv.coax.agent.store.BoxFiles;
import tv.coax.agent.store.SealedNotes;
import tv.coax.protection.entitlement.Clocks;
import tv.coax.protection.entitlement.Right;
import tv.coax.protection.license.License;

class FirstPlaysTest {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final Instant ISSUED = NOON.minus(Duration.ofDays(3));
  private static final Clocks WINDOW =
      new Clocks(Optional.empty(), Optional.of(Duration.ofHours(48)), Optional.empty());

  @TempDir Path directory;
  private BoxFiles files;

  @BeforeEach
  void open() {
    files =
        new BoxFiles(
            directory.resolve("box"),
            new ObjectMapper()
                .registerModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS));
  }

  @AfterEach
  void close() {
    files.close();
  }

  @Test
  void aRentalThatWasNotPlayedIsNotPlayedAfterARestart() {
    afterARestart().onIssued(license("rental", WINDOW));

    FirstPlays plays = afterARestart();
    plays.onFound(license("rental", WINDOW));

    assertThat(plays.of("rental")).isEmpty();
  }

  @Test
  void aFirstPlayStaysTheFirst() {
    FirstPlays plays = afterARestart();
    plays.onIssued(license("rental", WINDOW));
    plays.begin("rental");
    plays.onIssued(license("rental", WINDOW));

    assertThat(afterARestart().of("rental")).hasValue(NOON);
  }

  @Test
  void aFirstPlayThatWasDeletedOrAlteredCountsFromTheIssueOfTheLicense() throws Exception {
    FirstPlays plays = afterARestart();
    for (String id : new String[] {"deleted", "altered", "swapped", "unplayed"}) {
      plays.onIssued(license(id, WINDOW));
    }
    for (String id : new String[] {"deleted", "altered", "swapped"}) {
      plays.begin(id);
    }
    Files.delete(note("deleted"));
    Files.writeString(note("altered"), Files.readString(note("altered")).replace("2026", "2027"));
    Files.copy(note("unplayed"), note("swapped"), StandardCopyOption.REPLACE_EXISTING);

    FirstPlays after = afterARestart();
    for (String id : new String[] {"deleted", "altered", "swapped"}) {
      after.onFound(license(id, WINDOW));
      assertThat(after.of(id)).as(id).hasValue(ISSUED);
      assertThat(afterARestart().of(id)).as(id).hasValue(ISSUED);
    }
    assertThat(after.of("unplayed")).isEmpty();
  }

  @Test
  void aPurchaseNeedsNoNote() {
    FirstPlays plays = afterARestart();
    plays.onFound(license("bought", Clocks.UNLIMITED));

    assertThat(plays.of("bought")).isEmpty();
    assertThat(note("bought")).doesNotExist();
  }

  private Path note(String entitlementId) {
    return files.path("plays", entitlementId + ".json");
  }

  private FirstPlays afterARestart() {
    SealedNotes notes = new SealedNotes(files);
    Clock wall = Clock.fixed(NOON, ZoneOffset.UTC);
    return new FirstPlays(files, notes, new TrustedClock(files, notes, wall, () -> 0));
  }

  private static License license(String entitlementId, Clocks clocks) {
    return new License(
        "license-service",
        "license-1",
        1,
        entitlementId,
        "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs",
        "title-1",
        1,
        "key-1",
        Right.RENTAL,
        clocks,
        NOON.plus(Duration.ofDays(7)),
        NOON.plus(Duration.ofDays(30)),
        ISSUED,
        NOON,
        "jwe");
  }
}
