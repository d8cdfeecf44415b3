package dev.holdfast.app.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;

/** Says in words why the file system refused, without the path that the caller names anyway. */
final class FileReason {

  private FileReason() {}

  static String of(IOException failure) {
    return switch (failure) {
      case AccessDeniedException denied -> "permission denied";
      case NoSuchFileException absent -> "it does not exist";
      case FileAlreadyExistsException present -> "something of that name exists already";
      case FileSystemLoopException loop -> "its links lead in a circle";
      case FileSystemException other when other.getReason() != null -> other.getReason();
      default -> failure.getClass().getSimpleName() + ": " + failure.getMessage();
    };
  }
}
