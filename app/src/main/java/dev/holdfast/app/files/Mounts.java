package dev.holdfast.app.files;

import dev.holdfast.domain.state.Medium;
import dev.holdfast.ports.out.env.HomeInspection.FileSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells what a path lies on, from the kernel's table of mounts. Source: proc_pid_mounts(5). */
final class Mounts {

  /** A machine with thousands of containers has a table of some megabytes. */
  private static final int MAX_BYTES = 8 * 1024 * 1024;

  private static final Pattern ESCAPED = Pattern.compile("\\\\([0-7]{3})");
  private static final FileSystem UNTOLD = new FileSystem("", "", "", Medium.WRITABLE);

  private final Path table;

  Mounts(Path table) {
    this.table = table;
  }

  /**
   * What a path lies on: the deepest mount point above it, the last mount of it.
   *
   * @param real without links
   */
  FileSystem of(Path real) {
    FileSystem found = UNTOLD;
    for (String line : text().split("\n", -1)) {
      String[] fields = line.split(" ", -1);
      if (fields.length >= 4) {
        FileSystem mount =
            new FileSystem(
                fields[2], unescaped(fields[0]), unescaped(fields[1]), medium(fields[3]));
        if (real.startsWith(mount.mountPoint())
            && mount.mountPoint().length() >= found.mountPoint().length()) {
          found = mount;
        }
      }
    }
    return found;
  }

  private static Medium medium(String options) {
    return List.of(options.split(",", -1)).contains("ro") ? Medium.READ_ONLY : Medium.WRITABLE;
  }

  private String text() {
    try {
      return SmallFile.read(table, MAX_BYTES)
          .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
          .orElse("");
    } catch (IOException untold) {
      // Not every system has the table; what is not told is not judged.
      return "";
    }
  }

  private static String unescaped(String field) {
    return ESCAPED
        .matcher(field)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(match.group(1), 8))));
  }
}
