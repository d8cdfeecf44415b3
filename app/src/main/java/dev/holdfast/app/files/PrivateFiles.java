package dev.holdfast.app.files;

import dev.holdfast.domain.token.TokenText;
import dev.holdfast.ports.in.SecretFiles;
import dev.holdfast.ports.in.SecretFiles.Reservation;
import dev.holdfast.ports.in.SecretFiles.SecretFile;
import dev.holdfast.ports.in.SecretFiles.Writing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** New files of mode 0600, each made exclusively and written whole. */
public final class PrivateFiles implements SecretFiles {

  /** Far more than a token has. */
  private static final int MAX_BYTES = 1024;

  private final UserId user;

  /** Files of a user, where the paths that are typed lead. */
  public PrivateFiles(UserId user) {
    this.user = user;
  }

  @Override
  public Reservation reserve(String path) {
    try {
      Path file = Path.of(path).toAbsolutePath();
      if (file.getFileName() == null) {
        return root(path);
      }
      DurableFiles.createNew(file, new byte[0]);
      return new Reservation.Reserved(new Reserved(file, Unwritten.IS_REMOVED));
    } catch (FileAlreadyExistsException taken) {
      return new Reservation.Taken(path);
    } catch (InvalidPathException impossible) {
      return noPath(path);
    } catch (IOException failure) {
      return new Reservation.Refused(path, FileReason.of(failure));
    }
  }

  @Override
  public Reservation reserveInPlaceOf(String path, TokenText old) {
    Reservation reservation = reserve(path);
    if (!(reservation instanceof Reservation.Taken)) {
      return reservation;
    }
    Path file = Path.of(path).toAbsolutePath();
    try {
      return holdsOnly(file, old)
          ? new Reservation.Reserved(new Reserved(file, Unwritten.STAYS))
          : reservation;
    } catch (IOException failure) {
      return new Reservation.Refused(path, FileReason.of(failure));
    }
  }

  @Override
  public Optional<Reservation.None> hindrance(String path) {
    try {
      Path file = Path.of(path).toAbsolutePath();
      if (file.getFileName() == null) {
        return Optional.of(root(path));
      }
      DurableFiles.checkRoomFor(file);
      return Optional.empty();
    } catch (FileAlreadyExistsException taken) {
      return Optional.of(new Reservation.Taken(path));
    } catch (InvalidPathException impossible) {
      return Optional.of(noPath(path));
    } catch (IOException failure) {
      return Optional.of(new Reservation.Refused(path, FileReason.of(failure)));
    }
  }

  @Override
  public Optional<Reservation.None> hindranceInPlaceOf(String path, TokenText old) {
    Optional<Reservation.None> hindrance = hindrance(path);
    if (hindrance.isEmpty() || !(hindrance.get() instanceof Reservation.Taken)) {
      return hindrance;
    }
    try {
      return holdsOnly(Path.of(path).toAbsolutePath(), old) ? Optional.empty() : hindrance;
    } catch (IOException failure) {
      return Optional.of(new Reservation.Refused(path, FileReason.of(failure)));
    }
  }

  private static Reservation.None root(String path) {
    return new Reservation.Refused(path, "this is the root of the file system");
  }

  private static Reservation.None noPath(String path) {
    return new Reservation.Refused(path, "this is no path of a file");
  }

  @Override
  public Optional<SecretFile> holding(String path, TokenText text) {
    Path file = Path.of(path).toAbsolutePath();
    try {
      return holdsOnly(file, text)
          ? Optional.of(new Reserved(file, Unwritten.STAYS))
          : Optional.empty();
    } catch (IOException untold) {
      return Optional.empty();
    }
  }

  private boolean holdsOnly(Path file, TokenText text) throws IOException {
    FileFacts facts = FileFacts.of(file);
    return facts.kind() == FileFacts.Kind.REGULAR
        && facts.owner().equals(user)
        && !facts.openToOthers()
        && SmallFile.read(file, MAX_BYTES)
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip())
            .filter(held -> !held.isEmpty() && TokenText.of(held).equals(text))
            .isPresent();
  }

  /** What becomes of a file that nothing was written into. */
  private enum Unwritten {
    IS_REMOVED,
    STAYS
  }

  private static final class Reserved implements SecretFile {

    private final Path file;
    private final Unwritten unwritten;
    private boolean written;

    Reserved(Path file, Unwritten unwritten) {
      this.file = file;
      this.unwritten = unwritten;
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
      if (written || unwritten == Unwritten.STAYS) {
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
