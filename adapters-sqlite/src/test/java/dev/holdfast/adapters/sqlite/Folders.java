package dev.holdfast.adapters.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Clears away folders that no test framework looks after. */
final class Folders {

  private Folders() {}

  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Everything in a folder: names, times and bytes. */
  static Map<String, List<Object>> snapshot(Path folder) throws IOException {
    Map<String, List<Object>> all = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path path : walk.toList()) {
        all.put(
            folder.relativize(path).toString(),
            List.of(
                Files.getLastModifiedTime(path),
                Files.isRegularFile(path) ? Arrays.hashCode(Files.readAllBytes(path)) : 0));
      }
    }
    return all;
  }

  /** Copies a folder whole. */
  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> walk = Files.walk(from)) {
      for (Path path : walk.toList()) {
        Files.copy(path, to.resolve(from.relativize(path)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }
}
