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
 * <p>A home is refused, for reading as for writing, if others may write in it or if somebody else
 * laid a link on the way there. What belongs to another user is refused too, except that root may
 * read it.
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

  /** What stands at a path, for whoever reads; creates nothing. */
  public HomeFolder inspect(Path home) {
    return inspect(home, List.of());
  }

  /** What stands at a path, for whoever serves it and so has to own it; creates nothing. */
  public HomeFolder existing(Path home) {
    return owned(inspect(home));
  }

  /**
   * The home at a path; makes it, and the folders above it that are missing, with mode 0700. Never
   * {@link HomeFolder.Absent}.
   */
  public HomeFolder create(Path home) {
    HomeFolder found = existing(home);
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
      LinkWalk walk = LinkWalk.of(home);
      for (Path link : walk.links()) {
        UserId owner = FileFacts.of(link).owner();
        if (!owner.equals(user) && !owner.equals(UserId.ROOT)) {
          return refused(
              home,
              "home-behind-a-foreign-link",
              "The way to the home leads over %s, a symbolic link of user %s, who can change it at any time."
                  .formatted(link, owner),
              "Name the folder it leads to with --home.");
        }
      }
      return atRealPath(home, walk.real(), created);
    } catch (IOException failure) {
      return new HomeOwner(user)
          .another(home)
          .map(owner -> ofAnotherUser(home, owner))
          .orElseGet(
              () ->
                  refused(
                      home,
                      "home-not-readable",
                      "The home cannot be looked at: " + FileReason.of(failure) + ".",
                      "Make it readable for this user or name another folder with --home."));
    }
  }

  private HomeFolder atRealPath(Path home, Path real, List<Path> created) throws IOException {
    FileFacts facts = FileFacts.of(real);
    return switch (facts.kind()) {
      case ABSENT ->
          Files.isSymbolicLink(home) ? leadsNowhere(home, real) : new HomeFolder.Absent(real);
      case FOLDER -> folder(home, real, facts, created);
      case REGULAR, LINK, OTHER ->
          refused(
              home,
              "home-is-no-folder",
              "What stands at the path of the home is not a folder; it was left as it is.",
              "Name another folder with --home.");
    };
  }

  private static HomeFolder leadsNowhere(Path home, Path real) {
    return refused(
        home,
        "home-link-leads-nowhere",
        "The home is a symbolic link to %s, where nothing stands.".formatted(real),
        "Mount or make what belongs there, or name another folder with --home.");
  }

  private HomeFolder folder(Path home, Path real, FileFacts facts, List<Path> created) {
    List<Finding> findings = new ArrayList<>();
    if (!facts.owner().equals(user)) {
      if (!user.equals(UserId.ROOT)) {
        return ofAnotherUser(real, facts.owner());
      }
      findings.add(readByRoot(real, facts.owner()));
    }
    if (facts.writableByOthers()) {
      return refused(
          home,
          "home-writable-by-others",
          "Other users may write in the home (mode %o).".formatted(facts.permissions()),
          "Run chmod 700 on it after checking what is in it.");
    }
    if (Files.isSymbolicLink(home)) {
      findings.add(isLink(home, real));
    }
    findings.addAll(openness(real, facts));
    return new HomeFolder.Present(real, facts.owner(), created, findings);
  }

  private HomeFolder owned(HomeFolder found) {
    return switch (found) {
      case HomeFolder.Present present when !present.owner().equals(user) ->
          ofAnotherUser(present.path(), present.owner());
      case HomeFolder.Present present -> present;
      case HomeFolder.Absent absent -> absent;
      case HomeFolder.Refused refused -> refused;
    };
  }

  private HomeFolder ofAnotherUser(Path home, UserId owner) {
    return refused(
        home,
        "home-of-another-user",
        "The home belongs to user " + owner + ", and this is user " + user + ".",
        "Run the command as user %s, for example with sudo -u '#%s', or name another folder with --home."
            .formatted(owner, owner));
  }

  private static Finding readByRoot(Path home, UserId owner) {
    return new Finding(
        "home-of-another-user",
        Severity.WARNING,
        "The home belongs to user " + owner + ", and root reads it; root does not write there.",
        home.toString(),
        "Run what changes it as its owner, or with --as-owner.");
  }

  private static Finding isLink(Path home, Path real) {
    return new Finding(
        "home-is-a-link",
        Severity.INFO,
        "The home is a symbolic link; %s is used, whatever becomes of the link.".formatted(real),
        home.toString(),
        "Nothing has to be done.");
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
