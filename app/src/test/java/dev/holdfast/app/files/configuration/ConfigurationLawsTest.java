package dev.holdfast.app.files.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.app.configuration.Secret;
import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.DisplayName;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("Laws of reading a configuration")
final class ConfigurationLawsTest {

  private static final String MARK = "s3cret-mark";
  private static final JsonNode SCHEMA =
      ConfigurationSchemaTest.JSON.readTree(ConfigurationSchema.text());

  @Property
  void what_the_schema_refuses_the_reader_refuses(@ForAll("mutants") JsonNode mutant) {
    ConfigurationReading reading = ConfigurationSchemaTest.read(mutant);

    boolean refused = !SchemaValidator.accepts(SCHEMA, mutant);
    if (refused) {
      assertThat(reading).isInstanceOf(ConfigurationReading.Invalid.class);
    }
    Statistics.label("refused by the schema")
        .collect(refused)
        .coverage(coverage -> coverage.check(true).percentage(percent -> percent > 25));
  }

  @Property
  void the_answer_fits_its_findings(@ForAll("texts") String text) {
    switch (new ConfigurationReader(Samples.SECRETS).read("f", text)) {
      case ConfigurationReading.Valid valid ->
          assertThat(valid.findings()).noneMatch(ConfigurationLawsTest::isError);
      case ConfigurationReading.Invalid invalid ->
          assertThat(invalid.findings())
              .anyMatch(ConfigurationLawsTest::isError)
              .allMatch(finding -> finding.where().startsWith("f:"));
    }
  }

  @Property
  void no_finding_shows_a_secret(@ForAll("mutants") JsonNode mutant) {
    ConfigurationReading reading =
        new ConfigurationReader(new MarkedSecrets())
            .read("f", ConfigurationSchemaTest.JSON.writeValueAsString(mutant));

    assertThat(reading.toString()).doesNotContain(MARK);
  }

  /** The valid sample with one value somewhere replaced, removed or added. */
  @Provide
  Arbitrary<JsonNode> mutants() {
    return Combinators.combine(Arbitraries.integers().between(0, 200), values())
        .as(ConfigurationLawsTest::mutant);
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> cut =
        Arbitraries.integers()
            .between(0, Samples.EVERY_KEY.length())
            .map(end -> Samples.EVERY_KEY.substring(0, end));
    return Arbitraries.oneOf(
        Arbitraries.strings(),
        Arbitraries.strings().withChars("{}[]\",:/*tru019e \n$").ofMaxLength(40),
        cut,
        mutants().map(ConfigurationSchemaTest.JSON::writeValueAsString));
  }

  private static Arbitrary<JsonNode> values() {
    return Arbitraries.of(
            "null",
            "true",
            "0",
            "1",
            "-1",
            "70000",
            "1.5",
            "1e2",
            "\"\"",
            "\"main\"",
            "\"10m\"",
            "\"https://h/v1\"",
            "\"${X}\"",
            "[]",
            "[[]]",
            "{}",
            "{\"file\": \"local.key\"}",
            "{\"main\": {}}",
            "{\"foreign\": 1}")
        .map(ConfigurationSchemaTest.JSON::readTree);
  }

  private static JsonNode mutant(int where, JsonNode value) {
    JsonNode document = ConfigurationSchemaTest.JSON.readTree(Samples.EVERY_KEY);
    List<Runnable> changes = new ArrayList<>();
    collectChanges(document, value, changes);
    changes.get(where % changes.size()).run();
    return document;
  }

  private static void collectChanges(JsonNode node, JsonNode value, List<Runnable> changes) {
    if (node instanceof ObjectNode object) {
      changes.add(() -> object.set("foreign", value));
      for (String name : List.copyOf(object.propertyNames())) {
        changes.add(() -> object.set(name, value));
        changes.add(() -> object.remove(name));
        collectChanges(object.get(name), value, changes);
      }
    }
    if (node instanceof ArrayNode list) {
      changes.add(() -> list.add(value));
      for (int i = 0; i < list.size(); i++) {
        int index = i;
        changes.add(() -> list.set(index, value));
        collectChanges(list.get(i), value, changes);
      }
    }
  }

  private static boolean isError(Finding finding) {
    return finding.severity() == Severity.ERROR;
  }

  /** Every secret is the mark. */
  private static final class MarkedSecrets implements SecretSource {

    @Override
    public Resolution variable(String name) {
      return new Resolution.Found(new Secret(MARK));
    }

    @Override
    public Resolution file(String path) {
      return new Resolution.Found(new Secret(MARK));
    }
  }
}
