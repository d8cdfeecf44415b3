package dev.holdfast.app.files;

import dev.holdfast.domain.repair.Repair;
import dev.holdfast.domain.repair.Repair.Outcome;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.util.Locale;

/**
 * Takes the permissions of others from one file or folder of a home. Each folder on the way is
 * opened in the one before it, so no link is followed, wherever it was laid since the plan was
 * made.
 */
final class Restriction {

  private final Path home;
  private final Repair.Restrict repair;

  Restriction(Path home, Repair.Restrict repair) {
    this.home = home;
    this.repair = repair;
  }

  /** What became of it; nothing is to do where nothing stands any more. */
  Outcome apply() throws IOException {
    Path path = Path.of(repair.where());
    if (!path.startsWith(home)) {
      throw reason("it is not in the home");
    }
    try (DirectoryStream<Path> opened = Files.newDirectoryStream(home)) {
      if (!(opened instanceof SecureDirectoryStream<Path> folder)) {
        throw reason("on this file system no way is safe from links");
      }
      return path.equals(home)
          ? restrict(folder.getFileAttributeView(PosixFileAttributeView.class))
          : below(folder, home.relativize(path));
    }
  }

  private Outcome below(SecureDirectoryStream<Path> folder, Path rest) throws IOException {
    Path name = rest.getName(0);
    PosixFileAttributeView view =
        folder.getFileAttributeView(name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (rest.getNameCount() == 1) {
      return restrict(view);
    }
    if (!view.readAttributes().isDirectory()) {
      throw reason(name + " on the way to it is no folder any more");
    }
    try (SecureDirectoryStream<Path> next =
        folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
      return below(next, rest.subpath(1, rest.getNameCount()));
    }
  }

  private Outcome restrict(PosixFileAttributeView view) throws IOException {
    PosixFileAttributes now = view.readAttributes();
    boolean same =
        switch (repair.target()) {
          case FILE -> now.isRegularFile();
          case FOLDER -> now.isDirectory();
        };
    if (!same) {
      throw reason("it is no " + repair.target().name().toLowerCase(Locale.ROOT) + " any more");
    }
    if (!now.owner().equals(owner())) {
      throw reason("it belongs to somebody else now");
    }
    // What was taken since the plan is not given back.
    int left = FileModes.bits(now.permissions()) & repair.permissions();
    if (left == FileModes.bits(now.permissions())) {
      return new Outcome.NothingToDo();
    }
    view.setPermissions(FileModes.of(left));
    return new Outcome.Done("It was %04o.".formatted(FileModes.bits(now.permissions())));
  }

  private UserPrincipal owner() throws IOException {
    return home.getFileSystem()
        .getUserPrincipalLookupService()
        .lookupPrincipalByName(Long.toString(repair.owner()));
  }

  private FileSystemException reason(String reason) {
    return new FileSystemException(repair.where(), null, reason);
  }
}
