package tv.coax.seeder.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.coax.service.problem.Problem;

class FilmHeadersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "video/mp4 | video/mp4",
        "Video/MP4 | video/mp4",
        "video/mp4; codecs=\"avc1, mp4a\" | video/mp4",
        "application/vnd.coax+xml;v=1 | application/vnd.coax+xml"
      })
  void aMediaTypeLosesItsParametersAndItsCase(String given, String kept) {
    assertThat(film("t", null, given, "1").mediaType()).isEqualTo(kept);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "film", "video/", "/mp4", "video/mp4/x", "video/mp 4", "vi\u00e9/x"})
  void whatIsNoMediaTypeIsRefused(String given) {
    assertThatThrownBy(() -> film("t", null, given, "1"))
        .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.status()).isEqualTo(415));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "-1", "x", "99999999999999999999"})
  void aLengthIsRequired(String given) {
    assertThatThrownBy(() -> film("t", null, "video/mp4", given))
        .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.status()).isEqualTo(411));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "../../etc", "a/b", "a b", "-x", "\u0000"})
  void aTitleThatIsNoNameIsUnknown(String given) {
    assertThatThrownBy(() -> film(given, null, "video/mp4", "1"))
        .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.status()).isEqualTo(404));
  }

  @ParameterizedTest
  @CsvSource({
    "film.mp4,film.mp4",
    "/home/olivia/film.mp4,film.mp4",
    "C:\\films\\film.mp4,film.mp4"
  })
  void onlyTheLastPartOfAFileNameIsKept(String given, String kept) {
    assertThat(film("t", given, "video/mp4", "1").fileName()).contains(kept);
  }

  @Test
  void aFileNameMayBeMissing() {
    assertThat(film("t", null, "video/mp4", "1").fileName()).isEmpty();
    assertThat(film("t", "  ", "video/mp4", "1").fileName()).isEmpty();
  }

  @Test
  void anIngestIdIsAUuid() {
    assertThatThrownBy(() -> FilmHeaders.film("1-1-1-1-1", "t", null, "video/mp4", "1"))
        .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.status()).isEqualTo(400));
  }

  private static Film film(String title, String fileName, String mediaType, String length) {
    return FilmHeaders.film(null, title, fileName, mediaType, length);
  }
}
