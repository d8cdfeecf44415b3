package dev.holdfast.app.files;

import dev.holdfast.ports.out.env.HomeInspection.NearTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the trees near a home that hold state: stores in the isolated homes of agents, of this home
 * and of the trees beside it, and trees of the product that Holdfast follows. Looks by name only.
 */
final class NearTrees {

  /** How trees of state are called, ours and those of the other product. */
  private static final List<String> TREE_NAMES = List.of(".holdfast", ".openclaw", ".clawdbot");

  private static final String OURS = ".holdfast";

  /** The configurations of the other product, of either era. */
  private static final List<String> LEGACY_SIGNS = List.of("openclaw.json", "clawdbot.json");

  /** Where the other product's older era kept the sessions of all agents. */
  private static final String LEGACY_SESSIONS = "sessions/sessions.json";

  private static final Path ISOLATED_HOME = Path.of("agent", "codex-home", "home");

  /** Folders that are looked into; a user's home may hold very many. */
  private static final int MAX_FOLDERS = 10_000;

  private final HomeFolders homes;
  private final ShadowOwner owners;
  private final Path home;
  private final List<Path> places;

  /**
   * Around a home.
   *
   * @param home its real path
   * @param places further folders in which trees may stand, such as the user's home
   */
  NearTrees(UserId user, Path home, List<Path> places) {
    this.homes = new HomeFolders(user);
    this.owners = new ShadowOwner(user);
    this.home = home;
    this.places = List.copyOf(places);
  }

  /** All of them, in the order of their paths. */
  List<NearTree> find() throws IOException {
    Set<Path> trees = new LinkedHashSet<>();
    trees.add(home);
    trees.addAll(treesIn(parent(home)));
    for (Path place : places) {
      trees.addAll(treesIn(place));
    }
    List<NearTree> found = new ArrayList<>();
    for (Path tree : trees) {
      found.addAll(shadowsOf(tree));
      found.addAll(legacy(tree));
    }
    return found.stream().distinct().sorted(Comparator.comparing(NearTree::path)).toList();
  }

  private List<NearTree> shadowsOf(Path tree) throws IOException {
    List<NearTree> shadows = new ArrayList<>();
    for (Path agent : folders(tree.resolve("agents"))) {
      for (Path inner : treesIn(agent.resolve(ISOLATED_HOME))) {
        shadow(inner.toRealPath()).ifPresent(shadows::add);
      }
    }
    return shadows;
  }

  /** By its real path: what an agent's link leads to may be a home, and no shadow at all. */
  private Optional<NearTree> shadow(Path inner) throws IOException {
    List<String> databases = homes.databases(inner).stream().map(Path::toString).toList();
    if (databases.isEmpty() || inner.equals(home)) {
      return Optional.empty();
    }
    Instant modified = newest(inner, databases);
    return owners
        .of(inner)
        .map(
            owner ->
                new NearTree.Shadow(
                    inner.toString(), owner.tree(), owner.home().toString(), databases, modified));
  }

  private List<NearTree> legacy(Path tree) throws IOException {
    if (!homes.databases(tree).isEmpty()) {
      return List.of();
    }
    List<String> signs = new ArrayList<>();
    for (String sign : LEGACY_SIGNS) {
      if (isFile(tree.resolve(sign))) {
        signs.add(sign);
      }
    }
    for (Path agent : folders(tree.resolve("agents"))) {
      if (isFile(agent.resolve(LEGACY_SESSIONS))) {
        signs.add(tree.relativize(agent.resolve(LEGACY_SESSIONS)).toString());
      }
    }
    return signs.isEmpty() ? List.of() : List.of(new NearTree.Legacy(tree.toString(), signs));
  }

  /** The trees that stand in a folder, ours by its exact name: an archived one is called longer. */
  private static List<Path> treesIn(Path folder) throws IOException {
    List<Path> trees = new ArrayList<>();
    for (Path child : folders(folder)) {
      String name = String.valueOf(child.getFileName());
      boolean known = TREE_NAMES.stream().anyMatch(name::startsWith);
      if (known && (name.equals(OURS) || !name.startsWith(OURS))) {
        trees.add(child);
      }
    }
    return trees;
  }

  private static List<Path> folders(Path folder) throws IOException {
    if (!Files.isDirectory(folder) || !Files.isReadable(folder)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children
          .filter(child -> Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS))
          .limit(MAX_FOLDERS)
          .sorted()
          .toList();
    }
  }

  private static Instant newest(Path tree, List<String> databases) throws IOException {
    Instant newest = Instant.EPOCH;
    for (String database : databases) {
      Instant modified = Files.getLastModifiedTime(tree.resolve(database)).toInstant();
      newest = modified.isAfter(newest) ? modified : newest;
    }
    return newest;
  }

  private static boolean isFile(Path path) {
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    return parent == null ? path : parent;
  }
}
