package dev.holdfast.app.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/**
 * What {@code lstat} says of a path: the path itself, never what a link points at.
 *
 * @param permissions the nine permission bits
 */
record FileFacts(Kind kind, UserId owner, int permissions) {

  private static final int TYPE_MASK = 0170000;
  private static final int TYPE_FOLDER = 0040000;
  private static final int TYPE_REGULAR = 0100000;
  private static final int TYPE_LINK = 0120000;
  private static final int PERMISSION_MASK = 0777;
  private static final int WRITABLE_BY_OTHERS = 0022;
  private static final int OPEN_TO_OTHERS = 0077;
  private static final FileFacts NOTHING = new FileFacts(Kind.ABSENT, new UserId(0), 0);

  /** What kind of thing a path is. */
  enum Kind {
    ABSENT,
    FOLDER,
    REGULAR,
    LINK,
    OTHER
  }

  static FileFacts of(Path path) throws IOException {
    try {
      Map<String, Object> attributes =
          Files.readAttributes(path, "unix:mode,uid", LinkOption.NOFOLLOW_LINKS);
      int mode = number(attributes, "mode");
      return new FileFacts(
          kindOf(mode & TYPE_MASK), new UserId(number(attributes, "uid")), mode & PERMISSION_MASK);
    } catch (NoSuchFileException absent) {
      return NOTHING;
    }
  }

  /** Whether another user than the owner may change it. */
  boolean writableByOthers() {
    return (permissions & WRITABLE_BY_OTHERS) != 0;
  }

  /** Whether another user than the owner may do anything with it. */
  boolean openToOthers() {
    return (permissions & OPEN_TO_OTHERS) != 0;
  }

  private static Kind kindOf(int type) {
    return switch (type) {
      case TYPE_FOLDER -> Kind.FOLDER;
      case TYPE_REGULAR -> Kind.REGULAR;
      case TYPE_LINK -> Kind.LINK;
      default -> Kind.OTHER;
    };
  }

  private static int number(Map<String, Object> attributes, String name) {
    if (attributes.get(name) instanceof Integer number) {
      return number;
    }
    throw new IllegalStateException("this file system has no Unix attributes");
  }
}
