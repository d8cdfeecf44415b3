package dev.holdfast.app.files;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * Looks at homes and makes them.
 *
 * <p>A home is refused, for reading as for writing, if it is a link, if another user owns it (root
 * is no exception: SQLite would leave files there that the owner cannot open), or if others may
 * write in it.
 */
public final class HomeFolders {

  private static final Path CONTROL_PLANE = Path.of("state", "holdfast.sqlite");
  private static final Path AGENTS = Path.of("agents");
  private static final Path AGENT_DATABASE = Path.of("agent", "holdfast-agent.sqlite");

  private final UserId user;

  /** For homes of this user. */
  public HomeFolders(UserId user) {
    this.user = user;
  }

  /** What stands at a path; creates nothing. */
  public HomeFolder inspect(Path home) {
    return inspect(home, List.of());
  }

  /**
   * The home at a path; makes it, and the folders above it that are missing, with mode 0700. Never
   * {@link HomeFolder.Absent}.
   */
  public HomeFolder create(Path home) {
    HomeFolder found = inspect(home);
    return switch (found) {
      case HomeFolder.Present present -> present;
      case HomeFolder.Refused refused -> refused;
      case HomeFolder.Absent(Path path) -> make(path);
    };
  }

  /**
   * The database files of a home, relative to it and in order; found by name, never opened.
   *
   * @throws UncheckedIOException if the home cannot be listed
   */
  public List<Path> databases(Path home) {
    List<Path> found = new ArrayList<>();
    if (Files.isRegularFile(home.resolve(CONTROL_PLANE))) {
      found.add(CONTROL_PLANE);
    }
    Path agents = home.resolve(AGENTS);
    if (Files.isDirectory(agents)) {
      try (Stream<Path> folders = Files.list(agents)) {
        folders
            .map(folder -> folder.resolve(AGENT_DATABASE))
            .filter(Files::isRegularFile)
            .map(home::relativize)
            .sorted()
            .forEach(found::add);
      } catch (IOException failure) {
        throw new UncheckedIOException("cannot list " + agents, failure);
      }
    }
    return List.copyOf(found);
  }

  private HomeFolder make(Path home) {
    List<Path> missing = missing(home);
    try {
      Files.createDirectories(home, DurableFiles.PRIVATE_FOLDER);
      for (Path made : missing) {
        Path parent = made.getParent();
        if (parent != null) {
          DurableFiles.syncFolder(parent);
        }
      }
    } catch (IOException failure) {
      return refused(
          home,
          "home-not-made",
          "The home cannot be made: " + FileReason.of(failure) + ".",
          "Make the folder yourself or name another one with --home.");
    }
    return inspect(home, missing);
  }

  private static List<Path> missing(Path home) {
    Deque<Path> missing = new ArrayDeque<>();
    Path path = home;
    while (path != null && Files.notExists(path)) {
      missing.addFirst(path);
      path = path.getParent();
    }
    return List.copyOf(missing);
  }

  private HomeFolder inspect(Path home, List<Path> created) {
    try {
      FileFacts facts = FileFacts.of(home);
      return switch (facts.kind()) {
        case ABSENT -> new HomeFolder.Absent(home);
        case FOLDER -> folder(home, facts, created);
        case LINK ->
            refused(
                home,
                "home-is-a-link",
                "The home is a symbolic link, so what it means can change under a running program.",
                "Name the folder it points at with --home.");
        case REGULAR, OTHER ->
            refused(
                home,
                "home-is-no-folder",
                "What stands at the path of the home is not a folder; it was left as it is.",
                "Name another folder with --home.");
      };
    } catch (IOException failure) {
      return refused(
          home,
          "home-not-readable",
          "The home cannot be looked at: " + FileReason.of(failure) + ".",
          "Make it readable for this user or name another folder with --home.");
    }
  }

  private HomeFolder folder(Path home, FileFacts facts, List<Path> created) throws IOException {
    if (!facts.owner().equals(user)) {
      return refused(
          home,
          "home-of-another-user",
          "The home belongs to user " + facts.owner() + ", and this is user " + user + ".",
          "Run the command as its owner, or name another folder with --home.");
    }
    if (facts.writableByOthers()) {
      return refused(
          home,
          "home-writable-by-others",
          "Other users may write in the home (mode %o).".formatted(facts.permissions()),
          "Run chmod 700 on it after checking what is in it.");
    }
    return new HomeFolder.Present(home.toRealPath(), created, openness(home, facts));
  }

  private static List<Finding> openness(Path home, FileFacts facts) {
    if (!facts.openToOthers()) {
      return List.of();
    }
    return List.of(
        new Finding(
            "home-open-to-others",
            Severity.WARNING,
            "Other users may list the home (mode %o); the files in it are private."
                .formatted(facts.permissions()),
            home.toString(),
            "Run chmod 700 on it."));
  }

  private static HomeFolder refused(Path home, String id, String what, String remedy) {
    return new HomeFolder.Refused(
        home, new Finding(id, Severity.ERROR, what, home.toString(), remedy));
  }
}
