package dev.holdfast.app.files;

import dev.holdfast.domain.token.TokenText;
import dev.holdfast.ports.in.SecretFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** New files of mode 0600, each made exclusively and written whole. */
public final class PrivateFiles implements SecretFiles {

  /** Files where the paths that are typed lead. */
  public PrivateFiles() {}

  @Override
  public Reservation reserve(String path) {
    try {
      Path file = Path.of(path).toAbsolutePath();
      if (file.getFileName() == null) {
        return new Reservation.Refused(path, "this is the root of the file system");
      }
      DurableFiles.createNew(file, new byte[0]);
      return new Reservation.Reserved(new Reserved(file));
    } catch (FileAlreadyExistsException taken) {
      return new Reservation.Taken(path);
    } catch (InvalidPathException impossible) {
      return new Reservation.Refused(path, "this is no path of a file");
    } catch (IOException failure) {
      return new Reservation.Refused(path, FileReason.of(failure));
    }
  }

  private static final class Reserved implements SecretFile {

    private final Path file;
    private boolean written;

    Reserved(Path file) {
      this.file = file;
    }

    @Override
    public String path() {
      return file.toString();
    }

    @Override
    public Writing write(TokenText text) {
      try {
        DurableFiles.replace(file, (text.reveal() + "\n").getBytes(StandardCharsets.UTF_8));
        written = true;
        return new Writing.Written();
      } catch (IOException failure) {
        return new Writing.Failed(FileReason.of(failure));
      }
    }

    @Override
    public void close() {
      if (written) {
        return;
      }
      try {
        Files.deleteIfExists(file);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }
}
