package dev.holdfast.app.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All that lies below a folder at one moment: names, kinds, modes, contents, and the times of
 * folders, which tell of files that came and went.
 */
record FileTree(Map<String, String> entries) {

  /** What lies below a folder; nothing if it is not there. */
  static FileTree of(Path folder) {
    if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return new FileTree(Map.of());
    }
    Map<String, String> entries = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      paths.forEach(path -> entries.put(folder.relativize(path).toString(), told(path)));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return new FileTree(entries);
  }

  /** What another tree has, lacks or has otherwise, one line for each. */
  List<String> changesTo(FileTree later) {
    List<String> changes = new ArrayList<>();
    entries.forEach(
        (path, entry) -> {
          String now = later.entries.getOrDefault(path, "gone");
          if (!now.equals(entry)) {
            changes.add(path + ": " + entry + " became " + now);
          }
        });
    later.entries.keySet().stream()
        .filter(path -> !entries.containsKey(path))
        .forEach(path -> changes.add(path + " is new"));
    return changes;
  }

  private static String told(Path path) {
    try {
      Map<String, Object> facts =
          Files.readAttributes(path, "unix:mode,uid,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
      String head = "mode %o, owner %s".formatted(facts.get("mode"), facts.get("uid"));
      if (Files.isSymbolicLink(path)) {
        return head + ", to " + Files.readSymbolicLink(path);
      }
      return Files.isRegularFile(path)
          ? head + ", content " + digest(Files.readAllBytes(path))
          : head + ", changed " + facts.get("lastModifiedTime");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String digest(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has SHA-256", missing);
    }
  }
}
