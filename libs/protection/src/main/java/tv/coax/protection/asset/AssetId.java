package tv.coax.protection.asset;

import java.util.regex.Pattern;

/**
 * Names one sealed file: a title and the version of its asset. A changed file is a new version.
 *
 * <p>A title id is safe as a file name and as one segment of a path: it begins with a letter or a
 * digit and holds only letters, digits, {@code .}, {@code _} and {@code -}.
 *
 * @param titleId 1 to 128 characters
 * @param version counts from 1
 */
public record AssetId(String titleId, int version) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

  /**
   * @throws IllegalArgumentException if the title id is not a name or the version is below 1
   */
  public AssetId {
    requireName("title id", titleId);
    if (version < 1) {
      throw new IllegalArgumentException("An asset's version counts from 1, not " + version + ".");
    }
  }

  /**
   * Holds an identifier to the form that title ids and key ids share.
   *
   * @throws IllegalArgumentException if it has another form
   */
  public static String requireName(String what, String value) {
    if (!NAME.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "The "
              + what
              + " is not a name of 1 to 128 letters, digits, dots, underscores and hyphens.");
    }
    return value;
  }

  /** The form bound into the associated data: {@code TITLE/VERSION}. */
  @Override
  public String toString() {
    return titleId + "/" + version;
  }
}
