package dev.holdfast.app.files.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@DisplayName("A configuration that may be shown")
final class RedactedConfigurationTest {

  @Test
  void hides_instructions_and_credentials_of_one_that_holds_and_nothing_else() {
    JsonNode shown = Schemas.JSON.readTree(RedactedConfiguration.of(Samples.EVERY_KEY));

    assertThat(hidden("", shown))
        .containsExactlyInAnyOrder("/agents/Work/instructions", "/providers/local/apiKey");
    assertThat(shown.at("/providers/openai/apiKey").asString()).isEqualTo("${OPENAI_API_KEY}");
    assertThat(shown.at("/providers/openai/models/0/maxOutputTokens").asInt()).isEqualTo(128000);
    assertThat(shown.at("/session/keyFrom/0/key").asString()).isEqualTo("openwebui:{value}");
    assertThat(shown.at("/gateway/port").asInt()).isEqualTo(18791);
  }

  private static List<String> hidden(String path, JsonNode node) {
    List<String> hidden = new ArrayList<>();
    if (node.isString() && node.asString().startsWith("[redacted")) {
      hidden.add(path);
    }
    node.properties()
        .forEach(member -> hidden.addAll(hidden(path + "/" + member.getKey(), member.getValue())));
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      hidden.addAll(hidden(path + "/" + i, node.get(i)));
    }
    return hidden;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'apiKeys': {'primary': 'HIDE'}}",
        "{'secrets': {'telegram': {'bot': 'HIDE'}}}",
        "{'apiKey': 12345678}",
        "{'apiKey': 1.2345678}",
        "{'apiKey': true}",
        "{'unknown': 'HIDE'}",
        "{'unknown': [['HIDE']]}",
        "{'providers': 'HIDE'}",
        "{'providers': ['HIDE']}",
        "{'providers': {'a': {'apiKey': {'file': 'HIDE'}}}}",
        "{'providers': {'a': {'apiKey': {'f': {'g': 'HIDE'}}}}}",
        "{'providers': {'a': {'api': 'HIDE'}}}",
        "{'providers': {'a': {'baseUrl': 'https://HIDE@host/v1'}}}",
        "{'providers': {'a': {'baseUrl': 'https://host/v1?k=HIDE'}}}",
        "{'providers': {'a': {'models': [{'id': 'a', 'unknown': 'HIDE'}]}}}",
        "{'agents': {'main': {'model': {'a': 'HIDE'}}}}",
        "{'gateway': {'port': 'HIDE'}}"
      })
  void hides_what_is_called_like_a_secret_or_stands_where_nothing_is_known(String text) {
    assertThat(RedactedConfiguration.of(text.replace('\'', '"')))
        .doesNotContain("HIDE", "2345678", "true")
        .contains("[redacted");
  }

  @Test
  void names_the_secrets_that_stood_before_it_broke_off() {
    assertThat(
            RedactedConfiguration.secretsIn(
                "{\"apiKey\": {\"file\": \"a\"}, \"x\": {\"token\": [7, \"b\"]}, \"c\": \"d\", "))
        .containsExactly("a", "7", "b");
  }
}
