package dev.holdfast.architecture.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import dev.holdfast.architecture.Repository;
import dev.holdfast.architecture.TextFile;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Java sources have the one format")
class FormatTest {

  @Test
  void every_source_is_formatted() {
    List<String> unformatted =
        Repository.here().textFiles().parallelStream()
            .filter(file -> file.name().endsWith(".java"))
            .filter(file -> !isFormatted(file.text()))
            .map(TextFile::path)
            .toList();

    assertThat(unformatted).as("files to format: run ./dev fix").isEmpty();
  }

  @Test
  void a_source_in_another_format_is_found() {
    assertThat(isFormatted("class Narrow { int width ; }\n")).isFalse();
    assertThat(isFormatted("import java.util.List;\n\nclass Unused {}\n")).isFalse();
    assertThat(isFormatted("class Formatted {\n  int width;\n}\n")).isTrue();
  }

  private static boolean isFormatted(String source) {
    try {
      return new Formatter().formatSourceAndFixImports(source).equals(source);
    } catch (FormatterException unreadable) {
      throw new IllegalArgumentException(source, unreadable);
    }
  }
}
