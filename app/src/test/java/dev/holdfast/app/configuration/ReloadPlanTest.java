package dev.holdfast.app.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.route.ModelId;
import dev.holdfast.domain.route.ProviderId;
import dev.holdfast.domain.transcript.HistoryAlignment.Prefill;
import dev.holdfast.ports.out.env.Storage.Durability;
import java.net.InetAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What a running gateway can make of another configuration")
class ReloadPlanTest {

  private static final Configuration DEFAULTS = Configuration.defaults();
  private static final Set<AgentId> SERVED = Set.of(AgentId.MAIN);

  @Test
  void the_same_one_changes_nothing() {
    assertThat(ReloadPlan.of(DEFAULTS, Configuration.defaults(), SERVED))
        .isEqualTo(new ReloadPlan.Applicable(DEFAULTS, List.of(), List.of()));
  }

  @Test
  void address_and_durability_stay_and_are_named_while_the_rest_changes() {
    GatewaySettings wanted =
        new GatewaySettings(
            1,
            InetAddress.ofLiteral("127.0.0.2"),
            Durability.NORMAL,
            List.of("https://app.example"),
            List.of("gateway.example"),
            LogFormat.JSON);

    ReloadPlan.Applicable plan = applicable(with(wanted, DEFAULTS.agents(), Map.of()));

    assertThat(plan.changed())
        .containsExactly("gateway.allowedHosts", "gateway.cors.origins", "gateway.logFormat");
    assertThat(plan.needRestart())
        .containsExactly("gateway.bind", "gateway.durability", "gateway.port");
    assertThat(plan.next().gateway().port()).isEqualTo(GatewaySettings.DEFAULT_PORT);
    assertThat(plan.next().gateway().durability()).isEqualTo(Durability.FULL);
    assertThat(plan.next().gateway().allowedHosts()).containsExactly("gateway.example");
  }

  @Test
  void providers_come_change_and_go_and_a_key_is_named_but_not_shown() {
    Configuration one = with(Map.of("acme", provider("acme", "first-key")));
    ReloadPlan.Applicable came = applicable(one);
    assertThat(came.next()).isEqualTo(one);
    assertThat(came.changed()).hasSize(6).allMatch(name -> name.startsWith("providers.acme."));

    ReloadPlan.Applicable changed =
        (ReloadPlan.Applicable)
            ReloadPlan.of(one, with(Map.of("acme", provider("acme", "other-key"))), SERVED);
    assertThat(changed.changed()).containsExactly("providers.acme.apiKey");
    assertThat(changed.toString()).doesNotContain("other-key");

    assertThat(ReloadPlan.of(one, DEFAULTS, SERVED)).isInstanceOf(ReloadPlan.Applicable.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai-codex", "codex", "claude-cli", "bedrock", "z.ai"})
  void a_name_that_is_stored_as_another_one_prevents_all_of_it_coming_and_going(String name) {
    Configuration defines = with(Map.of(name, provider(name, "some-key")));

    assertThat(ReloadPlan.of(DEFAULTS, defines, SERVED))
        .isEqualTo(new ReloadPlan.AfterRestart(List.of("providers." + name)));
    assertThat(ReloadPlan.of(defines, DEFAULTS, SERVED))
        .isEqualTo(new ReloadPlan.AfterRestart(List.of("providers." + name)));
    assertThat(ReloadPlan.of(defines, defines, SERVED)).isInstanceOf(ReloadPlan.Applicable.class);
  }

  @Test
  void an_agent_that_left_may_come_back_because_its_database_is_open() {
    Configuration two = withSecondAgent(AgentId.MAIN);
    Set<AgentId> served = two.agents().keySet();

    ReloadPlan.Applicable left = (ReloadPlan.Applicable) ReloadPlan.of(two, DEFAULTS, served);
    assertThat(left.next().agents()).containsOnlyKeys(AgentId.MAIN);

    ReloadPlan.Applicable back = (ReloadPlan.Applicable) ReloadPlan.of(DEFAULTS, two, served);
    assertThat(back.next().agents()).containsKey(AgentId.of("second"));
    assertThat(back.needRestart()).isEmpty();
  }

  @Test
  void a_default_agent_without_a_database_prevents_all_of_it() {
    assertThat(ReloadPlan.of(DEFAULTS, withSecondAgent(AgentId.of("second")), SERVED))
        .isEqualTo(new ReloadPlan.AfterRestart(List.of("defaultAgent")));
  }

  private static ReloadPlan.Applicable applicable(Configuration wanted) {
    ReloadPlan plan = ReloadPlan.of(DEFAULTS, wanted, SERVED);
    assertThat(plan).isInstanceOf(ReloadPlan.Applicable.class);
    return (ReloadPlan.Applicable) plan;
  }

  private static Configuration withSecondAgent(AgentId defaultAgent) {
    AgentSettings main = DEFAULTS.agents().get(AgentId.MAIN);
    Map<AgentId, AgentSettings> agents = new HashMap<>(DEFAULTS.agents());
    AgentId second = AgentId.of("second");
    agents.put(
        second, new AgentSettings(second, main.route(), "", main.history(), main.turnTimeout()));
    return new Configuration(
        DEFAULTS.gateway(),
        defaultAgent,
        agents,
        DEFAULTS.providers(),
        DEFAULTS.runtimes(),
        DEFAULTS.session(),
        DEFAULTS.turn());
  }

  private static Configuration with(Map<String, ProviderSettings> providers) {
    Map<ProviderId, ProviderSettings> byId = new HashMap<>();
    providers.forEach((name, provider) -> byId.put(ProviderId.of(name), provider));
    return with(DEFAULTS.gateway(), DEFAULTS.agents(), byId);
  }

  private static Configuration with(
      GatewaySettings gateway,
      Map<AgentId, AgentSettings> agents,
      Map<ProviderId, ProviderSettings> providers) {
    return new Configuration(
        gateway,
        DEFAULTS.defaultAgent(),
        agents,
        providers,
        DEFAULTS.runtimes(),
        DEFAULTS.session(),
        DEFAULTS.turn());
  }

  private static ProviderSettings provider(String name, String key) {
    return new ProviderSettings(
        ProviderId.of(name),
        URI.create("http://127.0.0.1:1/v1"),
        ProviderApi.CHAT,
        MaxTokensName.MAX_COMPLETION_TOKENS,
        new Credential.Key(new Secret(key)),
        List.of(ModelSettings.unstated(new ModelId("m-1"))),
        Prefill.REFUSED);
  }
}
