package dev.holdfast.app.files;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A path with its links resolved, and the links that were on the way. Unlike {@link
 * Path#toRealPath} it also says where a path leads at which nothing stands yet: what does not
 * exist, or may not be looked at, is taken as it is written.
 *
 * @param links in the order they were met, each without links above it
 */
record LinkWalk(Path real, List<Path> links) {

  /** Links on one way, as Linux bounds them. Source: path_resolution(7). */
  private static final int MAX_LINKS = 40;

  LinkWalk {
    links = List.copyOf(links);
  }

  /**
   * Walks an absolute path.
   *
   * @throws FileSystemLoopException if there are more links than the operating system follows
   */
  static LinkWalk of(Path path) throws IOException {
    Path at = path.getRoot();
    if (at == null) {
      throw new IllegalArgumentException("only an absolute path can be walked");
    }
    List<Path> links = new ArrayList<>();
    Deque<Path> ahead = new ArrayDeque<>();
    path.forEach(ahead::addLast);
    while (!ahead.isEmpty()) {
      Path next = step(at, ahead.removeFirst());
      if (!Files.isSymbolicLink(next)) {
        at = next;
        continue;
      }
      links.add(next);
      if (links.size() > MAX_LINKS) {
        throw new FileSystemLoopException(path.toString());
      }
      Path target = Files.readSymbolicLink(next);
      at = target.isAbsolute() ? path.getRoot() : at;
      prepend(target, ahead);
    }
    return new LinkWalk(at, links);
  }

  private static Path step(Path at, Path name) {
    return switch (name.toString()) {
      case "", "." -> at;
      case ".." -> at.getParent() == null ? at : at.getParent();
      default -> at.resolve(name);
    };
  }

  private static void prepend(Path target, Deque<Path> ahead) {
    for (int i = target.getNameCount() - 1; i >= 0; i--) {
      ahead.addFirst(target.getName(i));
    }
  }
}
