package dev.holdfast.ports.out.env;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.state.Medium;
import dev.holdfast.domain.token.TokenHash;
import java.time.Instant;
import java.util.List;

/**
 * Facts of the files of one home and of what is near it, as the operating system tells them.
 * Creates and changes nothing, opens no database, and needs no gateway to answer. A home that does
 * not exist has no files.
 */
public interface HomeInspection {

  /** Whether this user may look at the home at all. */
  Access access();

  /** Everything of the home that is Holdfast's own, folders before what is in them. */
  List<HomeFile> files();

  /** What the home lies on. */
  FileSystem fileSystem();

  /** Bytes this user may still write there; 0 if it cannot be told. */
  long usableBytes();

  /** Trees near the home that hold state, in the order of their paths. */
  List<NearTree> trees();

  /** Whether somebody holds the lock of the home. */
  Lock lock();

  /** The records of gateways that say they hold this home, whether or not they live. */
  List<RecordTrace> records();

  /** What a process of this machine does. */
  ProcessTrace process(long pid);

  /** What stands in the token file. */
  TokenOnDisk token();

  /**
   * Whether an address can be listened on; it is let go at once.
   *
   * @param address an address of this machine, as a literal
   * @param port 1 to 65535
   */
  PortUse port(String address, int port);

  /** Whether a user may look at a home. */
  sealed interface Access {

    /** It is the user's own, or not there yet, or the user is root. */
    record Granted() implements Access {}

    /**
     * It is another user's.
     *
     * @param owner the number of the user to whom it belongs, or who closed the way to it
     * @param user the number of the one who looks
     */
    record OfAnother(long owner, long user) implements Access {}
  }

  /**
   * One file or folder, as {@code lstat} sees it.
   *
   * @param permissions the nine permission bits
   * @param links how many names the file has
   */
  record HomeFile(
      String path,
      Role role,
      Kind kind,
      int permissions,
      long owner,
      int links,
      long bytes,
      Instant modified) {}

  /** What a file is for. */
  enum Role {
    /** A folder that only the user may look into. */
    PRIVATE_FOLDER,
    /** A file that only the user may read. */
    PRIVATE_FILE,
    /** A file that only the user may write, such as the configuration. */
    OWN_FILE
  }

  /** What kind of thing stands at a path. */
  enum Kind {
    FOLDER,
    REGULAR,
    LINK,
    OTHER
  }

  /**
   * A mounted file system; each text empty if the system does not tell.
   *
   * @param type as the kernel names it, such as {@code ext4} or {@code nfs4}
   */
  record FileSystem(String type, String device, String mountPoint, Medium medium) {}

  /** A tree near the home. */
  sealed interface NearTree {

    /** Its folder. */
    String path();

    /**
     * A home with a store in the isolated home of an agent.
     *
     * @param path its real path
     * @param outer the state tree that the agent belongs to
     * @param meant the real path of the home that is meant by it, this one or another
     * @param databases its database files, relative to it
     * @param modified when one of them was last written
     */
    record Shadow(String path, String outer, String meant, List<String> databases, Instant modified)
        implements NearTree {
      public Shadow {
        databases = List.copyOf(databases);
      }
    }

    /**
     * State of another product, of which nothing was imported.
     *
     * @param signs the files it was known by, relative to it
     */
    record Legacy(String path, List<String> signs) implements NearTree {
      public Legacy {
        signs = List.copyOf(signs);
      }
    }
  }

  /** Whether a lock is held. */
  sealed interface Lock {

    /** Nobody holds it. */
    record Free() implements Lock {}

    /** Somebody does. */
    record Held() implements Lock {}

    /** A gateway holds the home whose lock file was replaced or removed under it. */
    record Replaced(long pid) implements Lock {}

    /**
     * A gateway holds it, and the home was moved under it.
     *
     * @param from where it was
     */
    record Moved(long pid, String from) implements Lock {}

    /** The operating system does not say; why. */
    record Unknown(String reason) implements Lock {}
  }

  /**
   * A record that a gateway left or keeps.
   *
   * @param path the file
   * @param text what it says, for evidence; it holds no secret
   */
  record RecordTrace(String path, String text) {}

  /**
   * What the operating system tells of a process.
   *
   * @param lines for evidence; empty if there is no such process, or nothing is told of it
   */
  record ProcessTrace(ProcessState state, List<String> lines) {
    public ProcessTrace {
      lines = List.copyOf(lines);
    }
  }

  /** What a process does. */
  enum ProcessState {
    /** It runs, or waits for something to do. */
    WORKING,
    /** A signal or a debugger holds it. */
    STOPPED,
    /** Nothing is known of it. */
    UNTOLD
  }

  /** What stands in the token file. */
  sealed interface TokenOnDisk {

    /** A token; its text is not told. */
    record Present(String path, TokenHash hash) implements TokenOnDisk {}

    /** There is no such file. */
    record Absent(String path) implements TokenOnDisk {}

    /** The file cannot be used. */
    record Unusable(Finding finding) implements TokenOnDisk {}
  }

  /** Whether an address can be listened on. */
  sealed interface PortUse {

    /** It can. */
    record Free() implements PortUse {}

    /** It cannot; what the system says. */
    record Taken(String reason) implements PortUse {}
  }
}
