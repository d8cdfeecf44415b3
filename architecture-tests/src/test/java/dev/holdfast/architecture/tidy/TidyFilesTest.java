package dev.holdfast.architecture.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.architecture.Repository;
import dev.holdfast.architecture.TextFile;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The files of the repository are tidy")
class TidyFilesTest {

  private static final String FOLDER = "domain/src/main/java/";

  private static final List<TextFile> FILES = Repository.here().textFiles();

  static Stream<TidyRule> rules() {
    return TidyRule.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void every_file_keeps_it(TidyRule rule) {
    assertThat(FILES).hasSizeGreaterThan(100);
    assertThat(FILES.stream().map(rule.problems()).flatMap(List::stream)).isEmpty();
  }

  @Test
  void the_files_that_may_be_long_are() {
    assertThat(FILES)
        .filteredOn(file -> file.lines().size() > TidyRule.MAX_JAVA_LINES)
        .extracting(TextFile::path)
        .containsAll(TidyRule.LONG_JAVA_FILES.keySet());
  }

  static Stream<Arguments> untidyFiles() {
    return Stream.of(
        Arguments.of("tabs", "A.java", "class A {\n\tint width;\n}\n"),
        Arguments.of("trailing white space", "a.md", "words \nand words\n"),
        Arguments.of("line ends", "a.md", "words"),
        Arguments.of("line ends", "a.md", "words\n\n"),
        Arguments.of("line ends", "a.sh", "words\r\n"),
        Arguments.of("length", "A.java", "// line\n".repeat(401)),
        Arguments.of("length", "a.md", "line\n".repeat(1_001)),
        Arguments.of("null inside", "A.java", "record A(@Nullable String text) {}\n"),
        Arguments.of("unfinished work", "A.java", "// TO" + "DO later\n"),
        Arguments.of("unfinished work", "a.sql", "-- FIX" + "ME\n"),
        Arguments.of("paths of a machine", "a.sh", "cd /wor" + "k/main\n"),
        Arguments.of("paths of a machine", "a.md", "In `/roo" + "t/.m2`.\n"),
        Arguments.of("paths of a machine", "a.xml", "<a>/hom" + "e/bob/.m2</a>\n"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("untidyFiles")
  void a_file_that_breaks_it_is_found(String rule, String name, String text) {
    assertThat(rules().filter(one -> one.name().equals(rule)))
        .singleElement()
        .satisfies(
            one ->
                assertThat(one.problems().apply(new TextFile(FOLDER + name, text)))
                    .singleElement()
                    .asString()
                    .startsWith(FOLDER + name + ":"));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void a_tidy_file_has_no_problem(TidyRule rule) {
    String text =
        "In `$HOME/.holdfast`, /home/ann/.holdfast, https://example.org/work/a and src/root/b.\n";

    assertThat(rule.problems().apply(new TextFile("docs/a.md", text))).isEmpty();
  }
}
