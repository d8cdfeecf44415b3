package dev.holdfast.domain.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells a home in the isolated home of an agent, and the home that is meant by it.
 *
 * <p>A state tree keeps its agents as {@code <tree>/agents/<id>}. Whatever lies in {@code
 * agent/codex-home/home} of one is a shadow; {@code agents/<id>} itself and whatever lies below it
 * is one if the tree is known by its name or by what is in it. Of nested trees the outermost
 * counts, so the home that is meant is never a shadow itself. It is the tree, if that is a home of
 * ours, else {@code .holdfast} beside it.
 */
final class ShadowRule {

  private static final String AGENTS = "agents";
  private static final List<String> ISOLATED = List.of("agent", "codex-home", "home");

  /** How the names of state trees begin, ours and those of others. */
  private static final Set<String> NAMES_OF_TREES = Set.of(".holdfast", ".openclaw", ".clawdbot");

  private final LocationSnapshot snapshot;

  ShadowRule(LocationSnapshot snapshot) {
    this.snapshot = snapshot;
  }

  /** The tree an isolated home belongs to, and the home that is meant. */
  record Shadowed(String tree, String canonicalHome) {}

  /** Whose isolated home a path lies in; empty if in none. */
  Optional<Shadowed> of(String realPath) {
    List<String> segments = segments(realPath);
    for (int i = 0; i + 1 < segments.size(); i++) {
      if (segments.get(i).equals(AGENTS)) {
        List<String> tree = segments.subList(0, i);
        if (isIsolated(segments, i + 2) || isKnown(tree)) {
          return Optional.of(new Shadowed(path(tree), canonicalHome(tree)));
        }
      }
    }
    return Optional.empty();
  }

  /** The paths whose contents decide about a path. */
  List<String> asksFor(String realPath) {
    List<String> segments = segments(realPath);
    List<String> asked = new ArrayList<>();
    for (int i = 0; i + 1 < segments.size(); i++) {
      if (segments.get(i).equals(AGENTS)) {
        List<String> tree = segments.subList(0, i);
        asked.add(path(tree));
        asked.add(beside(tree));
      }
    }
    return asked;
  }

  private static boolean isIsolated(List<String> segments, int from) {
    int to = from + ISOLATED.size();
    return to <= segments.size() && segments.subList(from, to).equals(ISOLATED);
  }

  private boolean isKnown(List<String> tree) {
    boolean byName =
        !tree.isEmpty() && NAMES_OF_TREES.stream().anyMatch(tree.getLast()::startsWith);
    return byName || snapshot.contents(path(tree)) != Place.Contents.NO_STATE;
  }

  private String canonicalHome(List<String> tree) {
    return snapshot.contents(path(tree)) == Place.Contents.HOLDFAST_HOME
        ? path(tree)
        : beside(tree);
  }

  private static String beside(List<String> tree) {
    List<String> home = new ArrayList<>(tree);
    if (!home.isEmpty()) {
      home.removeLast();
    }
    home.add(".holdfast");
    return path(home);
  }

  private static String path(List<String> segments) {
    return "/" + String.join("/", segments);
  }

  private static List<String> segments(String path) {
    List<String> segments = new ArrayList<>();
    for (String segment : path.split("/", -1)) {
      switch (segment) {
        case "", "." -> {}
        case ".." -> {
          if (!segments.isEmpty()) {
            segments.removeLast();
          }
        }
        default -> segments.add(segment);
      }
    }
    return segments;
  }
}
