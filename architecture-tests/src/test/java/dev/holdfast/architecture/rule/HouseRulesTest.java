package dev.holdfast.architecture.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.FailureReport;
import dev.holdfast.architecture.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The rules of the house")
class HouseRulesTest {

  private static final JavaClasses PRODUCTION =
      new ClassFileImporter()
          .withImportOption(place -> !place.contains("/adapters/sqlite/jooq/"))
          .importPaths(Repository.here().mainOutputs().toArray(Path[]::new));

  private static final JavaClasses TESTS =
      new ClassFileImporter()
          .withImportOption(place -> !place.contains("/architecture/violation/"))
          .importPaths(Repository.here().testOutputs().toArray(Path[]::new));

  static Stream<HouseRule> rulesOfProduction() {
    return HouseRules.OF_PRODUCTION.stream();
  }

  static Stream<HouseRule> rulesOfTests() {
    return HouseRules.OF_TESTS.stream();
  }

  static Stream<HouseRule> rules() {
    return HouseRules.all();
  }

  @ParameterizedTest
  @MethodSource("rulesOfProduction")
  void the_house_keeps_it(HouseRule rule) {
    rule.in().apply(House.REAL).check(PRODUCTION);
  }

  @ParameterizedTest
  @MethodSource("rulesOfTests")
  void the_tests_of_the_house_keep_it(HouseRule rule) {
    rule.in().apply(House.REAL).check(TESTS);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void a_house_that_breaks_it_is_told_so(HouseRule rule) throws IOException {
    House broken = House.thatBreaks(rule.name());
    JavaClasses classes = new ClassFileImporter().importPackages(broken.root());

    FailureReport report = rule.in().apply(broken).evaluate(classes).getFailureReport();

    assertThat(told(report, broken)).isEqualTo(expected(rule));
  }

  @Test
  void every_broken_house_belongs_to_a_rule() {
    assertThat(
            new ClassFileImporter().importPackages(House.thatBreaks("x").root().replace(".x", "")))
        .extracting(JavaClass::getPackageName)
        .map(name -> name.replaceFirst(".*[.]violation[.]?", "").replaceFirst("[.].*", ""))
        .isSubsetOf(Stream.concat(Stream.of(""), rules().map(HouseRule::name)).toList());
  }

  @Test
  void every_class_with_a_right_of_its_own_exists() {
    assertThat(PRODUCTION)
        .extracting(JavaClass::getName)
        .containsAll(FileRules.privileged(House.REAL));
  }

  private static String told(FailureReport report, House house) {
    String[] lines = report.toString().split("\\R", 2);
    String rule = lines[0].replaceFirst(".*?- Rule '(.*)' was violated.*", "$1");
    List<String> details =
        report.getDetails().stream()
            .map(line -> line.replaceAll("[.]java:\\d+", ".java"))
            .sorted()
            .toList();
    return (rule + "\n\n" + String.join("\n", details) + '\n').replace(house.root() + '.', "");
  }

  private static String expected(HouseRule rule) throws IOException {
    try (InputStream text =
        Objects.requireNonNull(
            HouseRulesTest.class.getResourceAsStream("/violation/" + rule.name() + ".txt"),
            () -> "nothing says how a house breaks the rule " + rule.name())) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
