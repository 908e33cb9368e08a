package tv.coax.bittorrent.command;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.metainfo.MetainfoException;

/** Reading and writing torrent files, with a sentence for whatever goes wrong. */
final class TorrentFiles {
  private TorrentFiles() {}

  static Metainfo read(Path file) {
    try {
      return Metainfo.read(file);
    } catch (MetainfoException refused) {
      throw CommandException.badInput(file + " is refused: " + refused.getMessage());
    } catch (IOException unreadable) {
      throw CommandException.badInput(explain(file, unreadable));
    }
  }

  /** Replaces the file in one step. */
  static void write(Path file, byte[] bytes) {
    Path absolute = file.toAbsolutePath();
    String hidden = "." + absolute.getFileName() + "." + Long.toHexString(System.nanoTime());
    Path temporary = absolute.resolveSibling(hidden);
    try {
      try {
        Files.write(temporary, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        Files.move(temporary, absolute, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException unwritable) {
      throw CommandException.badInput(
          "The torrent cannot be written to " + file + ": " + reason(unwritable) + ".");
    }
  }

  static String explain(Path file, IOException failure) {
    return "The file " + file + " cannot be read: " + reason(failure) + ".";
  }

  /** The sentence for a failure that may concern any of many files. */
  static String explain(IOException failure) {
    return failure instanceof FileSystemException of && of.getFile() != null
        ? explain(Path.of(of.getFile()), failure)
        : reason(failure);
  }

  private static String reason(IOException failure) {
    return switch (failure) {
      case FileSystemLoopException loop -> "its links lead in a circle";
      case NoSuchFileException none -> "there is none of that name";
      case AccessDeniedException denied -> "access is denied";
      case FileAlreadyExistsException file -> "a file has that name";
      default -> {
        String message = failure.getMessage();
        yield message == null ? failure.getClass().getSimpleName() : message;
      }
    };
  }

  /** Makes the directory and those above it. */
  static void createDirectory(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException failed) {
      throw CommandException.badInput(
          "The directory " + directory + " cannot be made: " + reason(failed) + ".");
    }
  }

  static void requireDirectory(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw CommandException.badInput("There is no directory " + directory + ".");
    }
  }
}
