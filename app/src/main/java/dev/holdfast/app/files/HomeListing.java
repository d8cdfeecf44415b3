package dev.holdfast.app.files;

import dev.holdfast.ports.out.env.HomeInspection.HomeFile;
import dev.holdfast.ports.out.env.HomeInspection.Kind;
import dev.holdfast.ports.out.env.HomeInspection.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Lists what is Holdfast's own in a home, by {@code lstat} alone: no file is opened and no link
 * followed. What agents and users keep in the home beside it is not listed.
 */
final class HomeListing {

  /** The name of the configuration that a home may have. */
  private static final String CONFIGURATION = "holdfast.json";

  /** Folders whose whole content is private, however deep. */
  private static final List<String> WHOLE = List.of("state", "backups", "logs", "quarantine");

  /** Small files directly in the home. */
  private static final List<String> SMALL =
      List.of(TokenFile.FILE_NAME, HomeLocks.FILE_NAME, "gateway.json");

  /** Folders inside each other; ours need three. */
  private static final int MAX_DEPTH = 8;

  /** A home has dozens of files; one with more is listed as far as this. */
  private static final int MAX_FILES = 100_000;

  private final Path home;
  private final List<HomeFile> found = new ArrayList<>();

  private HomeListing(Path home) {
    this.home = home;
  }

  /** Everything there is, folders before what is in them. */
  static List<HomeFile> of(Path home) {
    try {
      return new HomeListing(home).list();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot list " + home, failure);
    }
  }

  private List<HomeFile> list() throws IOException {
    if (add(home, Role.PRIVATE_FOLDER) == Kind.FOLDER) {
      for (String name : SMALL) {
        add(home.resolve(name), Role.PRIVATE_FILE);
      }
      add(home.resolve(CONFIGURATION), Role.OWN_FILE);
      for (String name : WHOLE) {
        addWhole(home.resolve(name), MAX_DEPTH);
      }
      addAgents(home.resolve("agents"));
    }
    return List.copyOf(found);
  }

  /** Of an agent only the folder of its database: beside it stands what the agent keeps. */
  private void addAgents(Path agents) throws IOException {
    if (add(agents, Role.PRIVATE_FOLDER) != Kind.FOLDER) {
      return;
    }
    for (Path agent : children(agents)) {
      if (isFolder(agent) && add(agent, Role.PRIVATE_FOLDER) == Kind.FOLDER) {
        Path data = agent.resolve("agent");
        if (add(data, Role.PRIVATE_FOLDER) == Kind.FOLDER) {
          for (Path file : children(data)) {
            if (!isFolder(file)) {
              add(file, Role.PRIVATE_FILE);
            }
          }
        }
      }
    }
  }

  private void addWhole(Path folder, int depth) throws IOException {
    if (depth == 0 || add(folder, Role.PRIVATE_FOLDER) != Kind.FOLDER) {
      return;
    }
    for (Path child : children(folder)) {
      if (isFolder(child)) {
        addWhole(child, depth - 1);
      } else {
        add(child, Role.PRIVATE_FILE);
      }
    }
  }

  /** What stands there now; {@link Kind#OTHER} if nothing does. */
  private Kind add(Path path, Role role) throws IOException {
    Optional<HomeFile> file = look(path, role);
    file.filter(known -> found.size() < MAX_FILES).ifPresent(found::add);
    return file.map(HomeFile::kind).orElse(Kind.OTHER);
  }

  /** The facts of one path; empty if nothing stands there. */
  static Optional<HomeFile> look(Path path, Role role) throws IOException {
    try {
      FileFacts facts = FileFacts.of(path);
      Map<String, Object> more =
          Files.readAttributes(path, "unix:nlink,size,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
      if (more.get("nlink") instanceof Integer links
          && more.get("size") instanceof Long bytes
          && more.get("lastModifiedTime") instanceof FileTime modified) {
        return kindOf(facts)
            .map(
                kind ->
                    new HomeFile(
                        path.toString(),
                        role,
                        kind,
                        facts.permissions(),
                        facts.owner().value(),
                        links,
                        bytes,
                        modified.toInstant()));
      }
      throw new IllegalStateException("this file system has no Unix attributes");
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    }
  }

  private static Optional<Kind> kindOf(FileFacts facts) {
    return switch (facts.kind()) {
      case ABSENT -> Optional.empty();
      case FOLDER -> Optional.of(Kind.FOLDER);
      case REGULAR -> Optional.of(Kind.REGULAR);
      case LINK -> Optional.of(Kind.LINK);
      case OTHER -> Optional.of(Kind.OTHER);
    };
  }

  private static boolean isFolder(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.limit(MAX_FILES).sorted().toList();
    }
  }
}
