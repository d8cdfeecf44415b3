package dev.holdfast.app.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.route.ModelId;
import dev.holdfast.domain.route.ProviderId;
import dev.holdfast.domain.transcript.HistoryAlignment.Prefill;
import dev.holdfast.ports.out.env.Storage.Durability;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A configuration")
final class ConfigurationTest {

  @Test
  void by_default_is_one_agent_answered_by_the_built_in_provider() {
    Configuration defaults = Configuration.defaults();

    assertThat(defaults.defaultAgent()).isEqualTo(AgentId.MAIN);
    assertThat(defaults.agents()).containsOnlyKeys(AgentId.MAIN);
    assertThat(defaults.agents().get(AgentId.MAIN).route()).isEqualTo(DemoRoute.route());
    assertThat(defaults.gateway().port()).isEqualTo(18790);
    assertThat(defaults.gateway().bind().getHostAddress()).isEqualTo("127.0.0.1");
    assertThat(defaults.gateway().durability()).isEqualTo(Durability.FULL);
    assertThat(defaults.turn().timeout()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void has_its_main_and_its_default_agent() {
    Configuration defaults = Configuration.defaults();

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Configuration(
                    defaults.gateway(),
                    new AgentId("other"),
                    defaults.agents(),
                    Map.of(),
                    Map.of(),
                    defaults.session(),
                    defaults.turn()));
  }

  @Test
  void listens_on_this_machine_only() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new GatewaySettings(
                    0,
                    InetAddress.ofLiteral("0.0.0.0"),
                    Durability.FULL,
                    List.of(),
                    List.of(),
                    LogFormat.AUTO));
  }

  @Test
  void tells_the_limits_of_listed_and_of_other_models() {
    ModelSettings listed = new ModelSettings(new ModelId("m"), 1000, 100);
    ProviderSettings provider =
        new ProviderSettings(
            new ProviderId("p"),
            URI.create("https://h"),
            ProviderApi.CHAT,
            MaxTokensName.MAX_COMPLETION_TOKENS,
            new Credential.None(),
            List.of(listed),
            Prefill.REFUSED);

    assertThat(provider.limitsOf(new ModelId("m"))).isEqualTo(listed);
    assertThat(provider.limitsOf(new ModelId("n")).contextWindowTokens()).isEqualTo(128_000);
    assertThat(provider.offers(new ModelId("m"))).isTrue();
    assertThat(provider.offers(new ModelId("n"))).isFalse();
    assertThat(listed.promptBudgetTokens()).isEqualTo(900);
  }

  @Test
  void reserves_for_an_answer_no_more_than_a_small_window_can_spare() {
    assertThat(ModelSettings.defaultMaxOutputTokens(128_000)).isEqualTo(16_384);
    assertThat(ModelSettings.defaultMaxOutputTokens(8_000)).isEqualTo(2_000);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ModelSettings(new ModelId("m"), 100, 100));
  }
}
