package tv.coax.seeder.ingest;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tv.coax.protection.asset.AssetId;
import tv.coax.service.problem.Problem;

/** Reads what an upload says about itself, and refuses it before a byte of the film is read. */
final class FilmHeaders {
  /** A type and a subtype (RFC 6838 section 4.2); parameters are allowed and dropped. */
  private static final Pattern MEDIA_TYPE =
      Pattern.compile("([A-Za-z0-9][\\w!#$&^.+-]{0,62}/[A-Za-z0-9][\\w!#$&^.+-]{0,62})\\s*(;.*)?");

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
  private static final int LONGEST_NAME = 255;

  private FilmHeaders() {}

  static Film film(
      @Nullable String ingestId,
      String titleId,
      @Nullable String fileName,
      @Nullable String contentType,
      @Nullable String contentLength) {
    return new Film(
        ingestId(ingestId),
        titleId(titleId),
        fileName(fileName),
        mediaType(contentType),
        length(contentLength));
  }

  private static UUID ingestId(@Nullable String given) {
    if (given == null) {
      return UUID.randomUUID();
    }
    try {
      UUID id = UUID.fromString(given);
      if (id.toString().equalsIgnoreCase(given)) {
        return id;
      }
    } catch (IllegalArgumentException notOne) {
      // falls through to the same sentence
    }
    throw Problem.of(400, "ingest-id", "The header Ingest-Id must be a UUID.");
  }

  private static String titleId(String given) {
    try {
      return AssetId.requireName("title id", given);
    } catch (IllegalArgumentException notAName) {
      throw Problem.of(404, "unknown-title", "There is no title with such an id.");
    }
  }

  private static Optional<String> fileName(@Nullable String given) {
    if (given == null || given.isBlank()) {
      return Optional.empty();
    }
    String last = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
    String printable = last.replaceAll("\\p{Cntrl}", "");
    return printable.isBlank()
        ? Optional.empty()
        : Optional.of(printable.substring(0, Math.min(LONGEST_NAME, printable.length())));
  }

  private static String mediaType(@Nullable String given) {
    if (given != null) {
      Matcher matcher = MEDIA_TYPE.matcher(given.strip());
      if (matcher.matches()) {
        return matcher.group(1).toLowerCase(Locale.ROOT);
      }
    }
    throw Problem.of(
        415,
        "unsupported-media-type",
        "The header Content-Type must name the film's media type, for example video/mp4.");
  }

  private static long length(@Nullable String given) {
    if (given == null || !NUMBER.matcher(given).matches()) {
      throw Problem.of(
          411,
          "length-required",
          "The header Content-Length must give the film's length, so that a broken upload is noticed.");
    }
    long length = Long.parseLong(given);
    if (length == 0) {
      throw Problem.of(400, "empty-film", "The film is empty.");
    }
    return length;
  }
}
