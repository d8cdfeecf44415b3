package dev.holdfast.domain.state;

/**
 * What stands at one path of the file system, as it was when somebody looked.
 *
 * @param path the absolute path that was asked for
 * @param realPath the path with every link resolved; where nothing stands, that of the deepest
 *     folder that does, and the rest
 * @param owner the number of the user who owns it; where nothing stands or may be looked at, of the
 *     deepest folder that does
 */
public record Place(String path, String realPath, Kind kind, long owner, Contents contents) {

  public Place {
    if (!path.startsWith("/") || !realPath.startsWith("/")) {
      throw new IllegalArgumentException("a place has absolute paths");
    }
  }

  /** What kind of thing it is, links resolved. */
  public enum Kind {
    ABSENT,
    FOLDER,
    OTHER,
    /** The operating system does not let this user look. */
    UNREADABLE,
    /** Its letters are not in this process's locale, so the operating system cannot be asked. */
    INEXPRESSIBLE
  }

  /** Whose state a folder holds. */
  public enum Contents {
    /** Nobody's that is known here. */
    NO_STATE,
    /** A store of ours, or its configuration. */
    HOLDFAST_HOME,
    /** The state of a product whose agents have isolated homes as ours do. */
    OTHER_STATE
  }
}
