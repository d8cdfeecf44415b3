package dev.holdfast.app.files.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.app.configuration.AgentSettings;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.route.AuthProfileId;
import dev.holdfast.domain.route.AuthSelection;
import dev.holdfast.domain.route.RuntimeId;
import dev.holdfast.domain.route.RuntimeIntent;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The configured route of an agent")
final class AgentRoutesTest {

  private static final String PROVIDERS =
      """
      "providers": {
        "openai": {"baseUrl": "https://a", "models": [{"id": "gpt-5.5"}, {"id": "gpt-5.4"}]},
        "any": {"baseUrl": "https://b"}
      }
      """;

  @Test
  void may_be_a_legacy_one_which_is_told_and_made_canonical() {
    ConfigurationReading reading =
        read("\"model\": \"openai-codex/gpt-5.5\"", ", \"runtimes\": {\"codex\": \"api\"}");

    assertThat(main(reading).route().reference()).isEqualTo("openai/gpt-5.5");
    assertThat(main(reading).route().runtime()).isEqualTo(RuntimeIntent.named(RuntimeId.CODEX));
    assertThat(reading.findings())
        .isNotEmpty()
        .allSatisfy(
            finding -> {
              assertThat(finding.severity()).isNotEqualTo(Severity.ERROR);
              assertThat(finding.where()).contains("agents.main.model");
            });
  }

  @Test
  void with_a_runtime_that_is_not_installed_works_but_for_a_warning() {
    ConfigurationReading reading =
        read("\"model\": \"openai/gpt-5.5\", \"runtime\": \"codex\"", "");

    assertThat(main(reading).route().runtime()).isEqualTo(RuntimeIntent.named(RuntimeId.CODEX));
    assertThat(reading.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.id()).isEqualTo("config-runtime-not-installed");
              assertThat(finding.where()).endsWith("agents.main.runtime");
              assertThat(finding.remedy()).contains("\"codex\": \"api\"");
            });
  }

  @Test
  void with_an_auth_profile_is_kept_with_a_warning() {
    ConfigurationReading reading = read("\"authProfile\": \"openai:work\"", "");

    assertThat(main(reading).route().auth())
        .isEqualTo(AuthSelection.profile(new AuthProfileId("openai:work")));
    assertThat(reading.findings())
        .extracting(Finding::id)
        .containsExactly("config-auth-profile-unknown");
  }

  @ParameterizedTest
  @CsvSource({"openai/gpt-5.4, openai/gpt-5.4", "gpt-5.4, openai/gpt-5.4", "any/x, any/x"})
  void is_found_by_reference_or_by_a_listed_model(String model, String route) {
    ConfigurationReading reading = read("\"model\": \"" + model + "\"", "");

    assertThat(main(reading).route().reference()).isEqualTo(route);
    assertThat(reading.findings()).isEmpty();
  }

  @Test
  void may_name_a_provider_that_the_operator_defined_under_a_legacy_name() {
    ConfigurationReading reading =
        new ConfigurationReader(SecretSource.leavingAlone())
            .read(
                "f",
                """
                {"agents": {"main": {"model": "openai-codex/own"}},
                 "providers": {"openai-codex": {"baseUrl": "https://a"}}}
                """);

    assertThat(main(reading).route().reference()).isEqualTo("openai-codex/own");
    assertThat(reading.findings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "opena/gpt-5.5, config-unknown-provider, openai",
    "nothing-like/x, config-unknown-provider, providers",
    "openai/gtp-5.5, config-unknown-model, gpt-5.5",
    "openai/other, config-unknown-model, models",
    "demo/other, config-unknown-model, models",
    "just-words, config-no-route, openai/gpt-5.5",
    "openai/, config-no-route, openai/gpt-5.5",
    "'', config-no-route, openai/gpt-5.5",
  })
  void is_an_error_if_nothing_can_answer_it(String model, String id, String help) {
    ConfigurationReading reading = read("\"model\": \"" + model + "\"", "");

    assertThat(reading).isInstanceOf(ConfigurationReading.Invalid.class);
    assertThat(reading.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.id()).isEqualTo(id);
              assertThat(finding.remedy()).contains(help);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"baseUrl\": \"wrong\"", ""})
  void is_not_blamed_for_a_provider_that_is_broken_itself(String provider) {
    ConfigurationReading reading =
        new ConfigurationReader(SecretSource.leavingAlone())
            .read(
                "f",
                "{\"agents\": {\"main\": {\"model\": \"p/m\"}}, \"providers\": {\"p\": {"
                    + provider
                    + "}}}");

    assertThat(reading.findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.where()).contains("providers.p"));
  }

  private static AgentSettings main(ConfigurationReading reading) {
    assertThat(reading).isInstanceOf(ConfigurationReading.Valid.class);
    Map<AgentId, AgentSettings> agents =
        ((ConfigurationReading.Valid) reading).configuration().agents();
    return agents.get(AgentId.MAIN);
  }

  private static ConfigurationReading read(String agent, String more) {
    String text = "{\"agents\": {\"main\": {" + agent + "}}, " + PROVIDERS + more + "}";
    return new ConfigurationReader(SecretSource.leavingAlone()).read("f", text);
  }
}
