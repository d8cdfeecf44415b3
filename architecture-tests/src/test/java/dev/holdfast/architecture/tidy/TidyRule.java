package dev.holdfast.architecture.tidy;

import dev.holdfast.architecture.TextFile;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A rule about the text of one file.
 *
 * @param problems what is wrong with a file, empty if nothing is
 */
record TidyRule(String name, Function<TextFile, List<String>> problems) {

  /** A file longer than this, in lines, is several files. */
  private static final int MAX_LINES = 1_000;

  /** A Java file longer than this, in lines, says more than one thing. */
  static final int MAX_JAVA_LINES = 400;

  /** Java files that may be longer, and why. */
  static final Map<String, String> LONG_JAVA_FILES =
      Map.of(
          "adapters-http/src/test/java/dev/holdfast/adapters/http/server/ChatStreamTest.java",
          "a stream's cases share a client that reads it byte by byte",
          "adapters-http/src/test/java/dev/holdfast/adapters/http/upstream/HttpModelRuntimeTest.java",
          "one exchange with an upstream, whole and streamed, cut anywhere",
          "app/src/main/java/dev/holdfast/app/usecase/WriteBoundary.java",
          "the one class that may write, each method one transaction",
          "app/src/test/java/dev/holdfast/app/usecase/RepeatedRequestTest.java",
          "what a request hears that comes again shares how it is sent and told",
          "app/src/test/java/dev/holdfast/app/usecase/TurnFixture.java",
          "everything that a turn needs, put together once for the tests of the use cases");

  private static final Set<String> LAID_OUT_BY_SPACES = Set.of("java", "xml", "sql", "md", "json");

  // Written in pieces, or these lines would break the rules they state.
  private static final Pattern UNFINISHED =
      Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");

  /** Nobody works in these but the people of examples, and they are all called Ann. */
  private static final Pattern MACHINE_PATH =
      Pattern.compile("(?<![\\w.$}])/(wor" + "k|roo" + "t|(home|Users)/(?!ann\\b)\\w+)/");

  /** Where null never comes: outside is what speaks to wires, databases and the file system. */
  private static final Pattern INSIDE =
      Pattern.compile("(domain|ports)/src/main/.*|app/src/main/java/dev/holdfast/app/(?!files/).*");

  /** An atomic reference that holds nothing yet holds null: the JDK has no other. */
  private static final Pattern NULLABLE = Pattern.compile("(?<!AtomicReference<)@Nullable");

  static final List<TidyRule> ALL =
      List.of(
          new TidyRule("tabs", TidyRule::tabs),
          new TidyRule(
              "trailing white space",
              lines(file -> !isRecording(file), line -> !line.equals(line.stripTrailing()))),
          new TidyRule("line ends", TidyRule::lineEnds),
          new TidyRule("length", TidyRule::length),
          new TidyRule(
              "null inside",
              lines(
                  file -> INSIDE.matcher(file.path()).matches(),
                  line -> NULLABLE.matcher(line).find())),
          new TidyRule(
              "unfinished work", lines(file -> true, line -> UNFINISHED.matcher(line).find())),
          new TidyRule(
              "paths of a machine",
              lines(file -> true, line -> MACHINE_PATH.matcher(line).find())));

  @Override
  public String toString() {
    return name;
  }

  private static List<String> tabs(TextFile file) {
    String extension = file.name().substring(file.name().lastIndexOf('.') + 1);
    return lines(any -> LAID_OUT_BY_SPACES.contains(extension), line -> line.indexOf('\t') >= 0)
        .apply(file);
  }

  private static List<String> lineEnds(TextFile file) {
    if (isRecording(file) || file.text().isEmpty()) {
      return List.of();
    }
    boolean once = file.text().endsWith("\n") && !file.text().endsWith("\n\n");
    return Stream.of(
            once ? "" : file.path() + ": does not end with one end of line",
            file.text().indexOf('\r') < 0 ? "" : file.path() + ": has carriage returns")
        .filter(problem -> !problem.isEmpty())
        .toList();
  }

  private static List<String> length(TextFile file) {
    int limit =
        file.name().endsWith(".java") && !LONG_JAVA_FILES.containsKey(file.path())
            ? MAX_JAVA_LINES
            : MAX_LINES;
    int lines = file.lines().size();
    return lines <= limit
        ? List.of()
        : List.of(file.path() + ": " + lines + " lines, more than " + limit);
  }

  private static Function<TextFile, List<String>> lines(
      Predicate<TextFile> files, Predicate<String> isWrong) {
    return file -> {
      if (!files.test(file)) {
        return List.of();
      }
      List<String> lines = file.lines();
      return IntStream.range(0, lines.size())
          .filter(i -> isWrong.test(lines.get(i)))
          .mapToObj(i -> file.path() + ':' + (i + 1) + ": " + lines.get(i).strip())
          .toList();
    };
  }

  private static boolean isRecording(TextFile file) {
    // Bytes of a protocol that a test replays end as the protocol says.
    return file.path().contains("/src/test/resources/") && !file.name().endsWith(".java");
  }
}
