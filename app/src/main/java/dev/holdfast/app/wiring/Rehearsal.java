package dev.holdfast.app.wiring;

import java.io.FileDescriptor;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs several command lines in one process, as {@link Main} would run each in its own: the build
 * trains the ahead-of-time cache of commands so, which takes what one process did.
 */
final class Rehearsal {

  /** Stands between two command lines; no command takes such a word. */
  private static final String NEXT = "--then";

  private Rehearsal() {}

  public static void main(String[] words) {
    OutputStream out = Main.output();
    PrintStream err = Main.utf8(FileDescriptor.err);
    int exit = 0;
    for (List<String> line : lines(words)) {
      String[] arguments = line.toArray(String[]::new);
      Main.loadAhead(arguments);
      exit = Math.max(exit, Main.program().run(arguments, out, err));
    }
    System.exit(exit);
  }

  private static List<List<String>> lines(String... words) {
    List<List<String>> lines = new ArrayList<>(List.of(new ArrayList<>()));
    for (String word : words) {
      if (word.equals(NEXT)) {
        lines.add(new ArrayList<>());
      } else {
        lines.getLast().add(word);
      }
    }
    return lines;
  }
}
