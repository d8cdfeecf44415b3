package dev.holdfast.architecture.tidy;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.architecture.Repository;
import dev.holdfast.architecture.TextFile;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

@DisplayName("The poms keep versions in one place and run every test")
class PomTest {

  private static final Repository REPOSITORY = Repository.here();

  private static final String VERSIONS =
      "//dependency/version | //plugin/version | //path/version"
          + " | /project/properties/*[contains(name(), 'version')]";

  private static final String SWITCHES_FOR_TESTS =
      "//skip | //skipTests | //skipITs | //testFailureIgnore | //failIfNoTests | //excludedGroups";

  private static final String LIBRARIES =
      "/project/dependencies/dependency[groupId != 'dev.holdfast']/artifactId"
          + " | //annotationProcessorPaths/path/artifactId";

  static Stream<Path> modules() {
    return REPOSITORY.modules().stream();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void a_module_states_no_version(Path module) {
    assertThat(found(VERSIONS, pom(module))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<dependency><version>1</version></dependency>",
        "<plugin><version>1</version></plugin>",
        "<properties><asm.version>1</asm.version></properties>"
      })
  void a_version_in_a_module_is_found(String version) {
    assertThat(found(VERSIONS, "<project>" + version + "</project>")).hasSize(1);
  }

  @Test
  void every_library_has_a_line_of_reason() {
    String reasons = reasons();

    assertThat(Stream.concat(Stream.of(REPOSITORY.root()), modules()).flatMap(PomTest::libraries))
        .isNotEmpty()
        .allMatch(library -> reasons.contains('`' + library + '`'));
  }

  @Test
  void a_library_of_ours_needs_none_and_another_does() {
    String pom =
        "<project><dependencies>"
            + "<dependency><groupId>dev.holdfast</groupId><artifactId>ours</artifactId></dependency>"
            + "<dependency><groupId>org</groupId><artifactId>theirs</artifactId></dependency>"
            + "</dependencies></project>";

    assertThat(found(LIBRARIES, pom)).containsExactly("artifactId theirs");
  }

  @ParameterizedTest
  @MethodSource("modules")
  void a_module_cannot_switch_its_tests_off(Path module) {
    assertThat(found(SWITCHES_FOR_TESTS, pom(module))).isEmpty();
  }

  @Test
  void a_module_without_tests_fails_the_build() {
    assertThat(found("//failIfNoTests[text() = 'true']", pom(REPOSITORY.root()))).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("modules")
  void a_module_has_tests(Path module) {
    assertThat(sources(module)).anyMatch(file -> file.name().endsWith("Test.java"));
  }

  @ParameterizedTest
  @MethodSource("modules")
  void a_module_with_integration_tests_runs_them(Path module) {
    List<TextFile> integrationTests =
        sources(module).stream().filter(file -> file.name().endsWith("IT.java")).toList();
    String failsafe =
        "/project/build/plugins/plugin[artifactId = 'maven-failsafe-plugin']//goal[text() ="
            + " 'verify']";

    if (!integrationTests.isEmpty()) {
      assertThat(found(failsafe, pom(module))).as(integrationTests.toString()).isNotEmpty();
    }
  }

  private static Stream<String> libraries(Path folder) {
    return found(LIBRARIES, pom(folder)).stream()
        .map(found -> found.substring(found.indexOf(' ') + 1));
  }

  private static String reasons() {
    return REPOSITORY.textFiles().stream()
        .filter(file -> file.path().matches("docs/adr/\\d+-a-dependency-needs-.*"))
        .map(TextFile::text)
        .collect(joining());
  }

  private static List<TextFile> sources(Path module) {
    String folder = module.getFileName() + "/src/test/java/";
    return REPOSITORY.textFiles().stream().filter(file -> file.path().startsWith(folder)).toList();
  }

  private static String pom(Path module) {
    try {
      return Files.readString(module.resolve("pom.xml"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static List<String> found(String expression, String pom) {
    try {
      Document document =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(pom)));
      NodeList nodes =
          (NodeList)
              XPathFactory.newInstance()
                  .newXPath()
                  .evaluate(expression, document, XPathConstants.NODESET);
      return IntStream.range(0, nodes.getLength())
          .mapToObj(nodes::item)
          .map(node -> node.getNodeName() + ' ' + node.getTextContent())
          .toList();
    } catch (XPathExpressionException mistake) {
      throw new IllegalArgumentException(expression, mistake);
    } catch (Exception unreadable) {
      throw new IllegalArgumentException(pom, unreadable);
    }
  }
}
