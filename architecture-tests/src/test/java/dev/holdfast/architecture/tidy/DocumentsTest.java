package dev.holdfast.architecture.tidy;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.architecture.Repository;
import dev.holdfast.architecture.TextFile;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Documents lead somewhere and decisions are on record")
class DocumentsTest {

  private static final List<TextFile> FILES = Repository.here().textFiles();
  private static final Pattern DECISION = Pattern.compile("docs/adr/(\\d{4})-([a-z0-9-]+)[.]md");
  private static final Pattern MENTION = Pattern.compile("\\bADR (\\d{4})\\b");

  static Stream<TextFile> documents() {
    return FILES.stream().filter(file -> file.name().endsWith(".md"));
  }

  static Stream<TextFile> decisions() {
    return FILES.stream().filter(file -> file.path().startsWith("docs/adr/"));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void the_links_of_a_document_lead_somewhere(TextFile document) {
    assertThat(new Links(byPath(FILES)).broken(document)).isEmpty();
  }

  @Test
  void a_link_that_leads_nowhere_is_found() {
    TextFile target = new TextFile("docs/adr/0001-a.md", "# Title\n\n## Rejected options\n");
    TextFile source =
        new TextFile(
            "docs/a.md",
            "[good](adr/0001-a.md) [good](adr/0001-a.md#rejected-options) [good](#here)"
                + " [good](adr) [good](https://example.org)\n# Here\n"
                + "[bad](adr/0002-b.md) [bad](adr/0001-a.md#accepted) [bad](#there)\n");

    assertThat(new Links(byPath(List.of(source, target))).broken(source))
        .containsExactly(
            "docs/a.md: adr/0002-b.md", "docs/a.md: adr/0001-a.md#accepted", "docs/a.md: #there");
  }

  @Test
  void the_decisions_are_numbered_without_gaps() {
    List<String> numbers =
        decisions().map(file -> DECISION.matcher(file.path()).replaceAll("$1")).toList();

    assertThat(numbers)
        .isNotEmpty()
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, numbers.size())
                .mapToObj(number -> String.format(Locale.ROOT, "%04d", number))
                .toList());
  }

  @ParameterizedTest
  @MethodSource("decisions")
  void a_decision_is_a_sentence_with_its_reasons(TextFile decision) {
    assertThat(decision.path()).matches(DECISION);
    String slug = DECISION.matcher(decision.path()).replaceAll("$2");
    String title = decision.lines().getFirst();

    assertThat(title).startsWith("# ");
    assertThat(title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-")).isEqualTo('-' + slug);
    assertThat(decision.lines())
        .containsSubsequence(
            "## Context", "## Decision", "## Consequences", "## Rejected options", "## Status");
  }

  @Test
  void every_decision_that_is_mentioned_exists() {
    Set<String> numbers =
        decisions().map(file -> DECISION.matcher(file.path()).replaceAll("$1")).collect(toSet());

    assertThat(FILES.stream().flatMap(DocumentsTest::mentions))
        .isNotEmpty()
        .allMatch(mention -> numbers.contains(mention.substring(mention.length() - 4)));
  }

  private static Stream<String> mentions(TextFile file) {
    return MENTION.matcher(file.text()).results().map(match -> file.path() + ": " + match.group());
  }

  private static Map<String, TextFile> byPath(List<TextFile> files) {
    return files.stream().collect(toMap(TextFile::path, identity()));
  }
}
