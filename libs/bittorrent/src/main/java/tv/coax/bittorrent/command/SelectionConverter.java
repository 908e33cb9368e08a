package tv.coax.bittorrent.command;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import tv.coax.bittorrent.metadata.FileSelection;
import tv.coax.bittorrent.metadata.MagnetException;

/** Reads which files are wanted: {@code 0,2-4}. */
final class SelectionConverter implements ITypeConverter<FileSelection> {
  @Override
  public FileSelection convert(String text) {
    try {
      return FileSelection.parse(text);
    } catch (MagnetException refused) {
      throw new TypeConversionException(
          "'"
              + text
              + "' is not numbers of files such as 0,2-4, counted from 0 as info shows them");
    }
  }
}
