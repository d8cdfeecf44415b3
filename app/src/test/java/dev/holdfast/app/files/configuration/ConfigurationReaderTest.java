package dev.holdfast.app.files.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.app.configuration.AgentSettings;
import dev.holdfast.app.configuration.Configuration;
import dev.holdfast.app.configuration.Credential;
import dev.holdfast.app.configuration.KeySource;
import dev.holdfast.app.configuration.KeyTemplate;
import dev.holdfast.app.configuration.LogFormat;
import dev.holdfast.app.configuration.MaxTokensName;
import dev.holdfast.app.configuration.ModelSettings;
import dev.holdfast.app.configuration.ProviderApi;
import dev.holdfast.app.configuration.ProviderSettings;
import dev.holdfast.app.configuration.QueueSettings;
import dev.holdfast.app.configuration.Secret;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.route.ModelId;
import dev.holdfast.domain.route.ProviderId;
import dev.holdfast.domain.route.RuntimeId;
import dev.holdfast.domain.route.RuntimeIntent;
import dev.holdfast.domain.session.ResetPolicy;
import dev.holdfast.domain.session.ResetRule;
import dev.holdfast.domain.session.ResetType;
import dev.holdfast.domain.transcript.HistoryAlignment.Prefill;
import dev.holdfast.domain.transcript.HistoryMode;
import dev.holdfast.ports.out.env.Storage.Durability;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A configuration that holds")
final class ConfigurationReaderTest {

  @ParameterizedTest
  @ValueSource(strings = {"{}", " { } // nothing", "{\"agents\": {}, \"providers\": {}}"})
  void that_says_nothing_means_the_defaults(String text) {
    assertThat(read(text)).isEqualTo(Configuration.defaults());
  }

  @Test
  void says_how_the_gateway_listens_and_stores() {
    Configuration read = read(Samples.EVERY_KEY);

    assertThat(read.gateway().port()).isEqualTo(18791);
    assertThat(read.gateway().bind()).isEqualTo(InetAddress.ofLiteral("::1"));
    assertThat(read.gateway().durability()).isEqualTo(Durability.NORMAL);
    assertThat(read.gateway().corsOrigins())
        .containsExactly("https://chat.example.com", "http://localhost:3000");
    assertThat(read.gateway().allowedHosts()).containsExactly("gateway.example.com");
    assertThat(read.gateway().logFormat()).isEqualTo(LogFormat.JSON);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1", "127.0.0.2", "::1"})
  void may_bind_to_any_loopback_address(String address) {
    assertThat(read("{\"gateway\": {\"bind\": \"" + address + "\"}}").gateway().bind())
        .matches(InetAddress::isLoopbackAddress);
  }

  @Test
  void says_what_its_agents_are() {
    Configuration read = read(Samples.EVERY_KEY);
    AgentSettings work = read.agents().get(new AgentId("work"));

    assertThat(read.defaultAgent()).isEqualTo(new AgentId("work"));
    assertThat(read.agents().keySet()).containsExactly(AgentId.MAIN, new AgentId("work"));
    assertThat(work.route().reference()).isEqualTo("local/small");
    assertThat(work.route().runtime()).isEqualTo(RuntimeIntent.named(RuntimeId.API));
    assertThat(work.instructions()).isEqualTo("Be brief.");
    assertThat(work.history()).isEqualTo(HistoryMode.FULL);
    assertThat(work.turnTimeout()).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void gives_an_agent_what_it_does_not_say_itself() {
    AgentSettings main = read(Samples.EVERY_KEY).agents().get(AgentId.MAIN);

    assertThat(main.route().reference()).isEqualTo("openai/gpt-5.5");
    assertThat(main.history()).isEqualTo(HistoryMode.AUTO);
    assertThat(main.turnTimeout()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void says_where_its_models_are() {
    Map<ProviderId, ProviderSettings> providers = read(Samples.EVERY_KEY).providers();
    ProviderId openai = new ProviderId("openai");
    ProviderId local = new ProviderId("local");

    assertThat(providers)
        .containsEntry(
            openai,
            new ProviderSettings(
                openai,
                URI.create("https://api.openai.com/v1"),
                ProviderApi.RESPONSES,
                MaxTokensName.MAX_COMPLETION_TOKENS,
                new Credential.Key(new Secret("sk-of-openai")),
                List.of(new ModelSettings(new ModelId("gpt-5.5"), 400_000, 128_000)),
                Prefill.ALLOWED))
        .containsEntry(
            local,
            new ProviderSettings(
                local,
                URI.create("http://127.0.0.1:8000/v1"),
                ProviderApi.CHAT,
                MaxTokensName.MAX_TOKENS,
                new Credential.Key(new Secret("sk-of-local")),
                List.of(),
                Prefill.REFUSED));
  }

  @Test
  void says_where_session_keys_come_from() {
    Configuration read = read(Samples.EVERY_KEY);

    assertThat(read.session().mainKey()).isEqualTo("home");
    assertThat(read.session().keyFrom())
        .containsExactly(
            new KeySource.Header("x-openwebui-chat-id", KeyTemplate.of("openwebui:{value}")),
            new KeySource.Body("prompt_cache_key", KeyTemplate.BARE));
    assertThat(read.runtimes()).containsExactly(Map.entry(RuntimeId.CODEX, RuntimeId.API));
    assertThat(read.turn().timeout()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void says_when_sessions_end_and_how_long_one_waits() {
    Configuration read = read(Samples.EVERY_KEY);

    assertThat(read.session().reset())
        .isEqualTo(
            new ResetPolicy(
                new ResetRule.DailyOrIdle(
                    new ResetRule.Daily(5, ZoneId.of("Europe/Berlin")),
                    new ResetRule.Idle(Duration.ofHours(2))),
                Map.of(ResetType.GROUP, new ResetRule.Idle(Duration.ofHours(1))),
                Map.of("telegram", new ResetRule.Never())));
    assertThat(read.session().queue()).isEqualTo(new QueueSettings(3, Duration.ofSeconds(5)));
  }

  @Test
  void takes_what_a_rule_for_some_does_not_say_from_the_general_one() {
    String text =
        "{\"session\": {\"reset\": {\"mode\": \"idle\", \"idle\": \"1h\","
            + " \"byType\": {\"thread\": {\"idle\": \"2h\"}, \"direct\": {\"mode\": \"none\"}}}}}";

    assertThat(read(text).session().reset().byType())
        .containsOnly(
            Map.entry(ResetType.THREAD, new ResetRule.Idle(Duration.ofHours(2))),
            Map.entry(ResetType.DIRECT, new ResetRule.Never()));
  }

  @Test
  void may_leave_its_secrets_alone() {
    ConfigurationReading reading =
        new ConfigurationReader(SecretSource.leavingAlone()).read("f", Samples.EVERY_KEY);

    Configuration read = ((ConfigurationReading.Valid) reading).configuration();
    assertThat(read.providers().values())
        .extracting(ProviderSettings::credential)
        .containsOnly(new Credential.LeftAlone());
  }

  @Test
  void never_shows_its_secrets() {
    Configuration read =
        read("{\"providers\": {\"p\": {\"baseUrl\": \"https://h\", \"apiKey\": \"s3cret\"}}}");

    assertThat(read.toString()).doesNotContain("s3cret");
  }

  @Test
  void without_providers_is_answered_by_the_built_in_one() {
    Configuration read = read("{\"agents\": {\"work\": {}, \"play\": {\"model\": \"demo/demo\"}}}");

    assertThat(read.agents().values())
        .extracting(agent -> agent.route().reference())
        .containsExactly("demo/demo", "demo/demo", "demo/demo");
  }

  @Test
  void takes_a_small_window_with_a_reserve_that_fits_it() {
    Configuration read =
        read(
            """
            {"providers": {"p": {"baseUrl": "https://h",
              "models": [{"id": "tiny", "contextWindow": 2000}, {"id": "usual"}]}}}
            """);

    assertThat(read.providers().get(new ProviderId("p")).models())
        .containsExactly(
            new ModelSettings(new ModelId("tiny"), 2000, 500),
            new ModelSettings(new ModelId("usual"), 128_000, 16_384));
  }

  private static Configuration read(String text) {
    ConfigurationReading reading =
        new ConfigurationReader(Samples.SECRETS).read("holdfast.json", text);
    assertThat(reading).isInstanceOf(ConfigurationReading.Valid.class);
    return ((ConfigurationReading.Valid) reading).configuration();
  }
}
