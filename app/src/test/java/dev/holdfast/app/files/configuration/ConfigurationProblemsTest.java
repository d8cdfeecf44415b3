package dev.holdfast.app.files.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A configuration with problems")
final class ConfigurationProblemsTest {

  @Test
  void reports_all_of_them_in_the_order_of_the_file_with_their_places() {
    String text =
        """
        {
          "gatway": {},
          "gateway": {"port": 70000, "bind": "0.0.0.0", "durability": true},
          "agents": {"-x": {}, "work": {"model": "opena/gpt-5.5", "fallbacks": []}},
          "defaultAgent": "wrok",
          "providers": {"openai": {"baseUrl": "ftp://h", "apiKey": "${NOT_SET}"}},
          "turn": {"timeout": "10 minutes"}
        }
        """;

    assertThat(problems(text))
        .extracting(Finding::id, Finding::where)
        .containsExactly(
            tuple("config-unknown-key", "f:2:3 gatway"),
            tuple("config-wrong-value", "f:3:23 gateway.port"),
            tuple("config-bind-not-loopback", "f:3:38 gateway.bind"),
            tuple("config-wrong-value", "f:3:63 gateway.durability"),
            tuple("config-wrong-name", "f:4:14 agents.-x"),
            tuple("config-unknown-provider", "f:4:42 agents.work.model"),
            tuple("config-unknown-key", "f:4:59 agents.work.fallbacks"),
            tuple("config-unknown-agent", "f:5:19 defaultAgent"),
            tuple("config-wrong-value", "f:6:39 providers.openai.baseUrl"),
            tuple("config-secret-missing", "f:6:60 providers.openai.apiKey"),
            tuple("config-wrong-value", "f:7:23 turn.timeout"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"gatway\": 1}                      | gateway",
        "{\"gateway\": {\"Port\": 1}}         | port",
        "{\"turn\": {\"timout\": \"1m\"}}     | timeout",
        "{\"session\": {\"keysFrom\": []}}    | keyFrom",
        "{\"providers\": {\"p\": {\"baseUrl\": \"https://h\", \"apikey\": \"x\"}}} | apiKey",
      })
  void names_the_nearest_known_key(String text, String nearest) {
    assertThat(problems(text))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.id()).isEqualTo("config-unknown-key");
              assertThat(finding.remedy()).contains("\"" + nearest + "\"");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"agents\": {\"main\": {\"heartbeat\": {}}}}",
        "{\"agents\": {\"main\": {\"fallbacks\": []}}}",
        "{\"session\": {\"dmScope\": \"main\"}}",
        "{\"session\": {\"reset\": {\"atHour\": 4}}}",
        "{\"session\": {\"queue\": {\"length\": 32}}}",
        "{\"completely\": \"foreign\"}",
      })
  void knows_no_key_without_behaviour_and_lists_those_it_knows(String text) {
    assertThat(problems(text)).extracting(Finding::id).containsExactly("config-unknown-key");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]                                       | ''",
        "\"text\"                                 | ''",
        "{\"gateway\": []}                        | gateway",
        "{\"gateway\": {\"port\": -1}}            | gateway.port",
        "{\"providers\": {\"p\": {\"baseUrl\": \"https://h\", \"api\": \"completions\"}}} |"
            + " providers.p.api",
        "{\"providers\": {\"p\": {\"baseUrl\": \"https://h\", \"maxTokensName\": \"limit\"}}} |"
            + " providers.p.maxTokensName",
        "{\"gateway\": {\"port\": 65536}}         | gateway.port",
        "{\"gateway\": {\"port\": 1.5}}           | gateway.port",
        "{\"gateway\": {\"port\": 99999999999999999999}} | gateway.port",
        "{\"gateway\": {\"port\": \"80\"}}        | gateway.port",
        "{\"gateway\": {\"bind\": \"example.com\"}} | gateway.bind",
        "{\"gateway\": {\"durability\": \"FULL\"}} | gateway.durability",
        "{\"gateway\": {\"durability\": null}}    | gateway.durability",
        "{\"gateway\": {\"cors\": {\"origins\": [\"*\"]}}} | gateway.cors.origins[0]",
        "{\"gateway\": {\"cors\": {\"origins\": [\"https://h/\"]}}} | gateway.cors.origins[0]",
        "{\"gateway\": {\"cors\": {\"origins\": [\"https://h:443\"]}}} | gateway.cors.origins[0]",
        "{\"gateway\": {\"cors\": {\"origins\": [\"https://H\"]}}} | gateway.cors.origins[0]",
        "{\"gateway\": {\"cors\": {\"origins\": [\"null\"]}}} | gateway.cors.origins[0]",
        "{\"gateway\": {\"allowedHosts\": [\"h:80\"]}} | gateway.allowedHosts[0]",
        "{\"gateway\": {\"allowedHosts\": [\"*\"]}} | gateway.allowedHosts[0]",
        "{\"gateway\": {\"allowedHosts\": \"h\"}} | gateway.allowedHosts",
        "{\"defaultAgent\": \"a b\"}              | defaultAgent",
        "{\"agents\": {\"main\": {\"history\": \"all\"}}} | agents.main.history",
        "{\"agents\": {\"main\": {\"timeout\": \"0s\"}}} | agents.main.timeout",
        "{\"agents\": {\"main\": {\"timeout\": \"25h\"}}} | agents.main.timeout",
        "{\"agents\": {\"main\": {\"instructions\": null}}} | agents.main.instructions",
        "{\"runtimes\": {\"codex\": \"openai\"}}  | runtimes.codex",
        "{\"session\": {\"mainKey\": \"agent:x:y\"}} | session.mainKey",
        "{\"session\": {\"mainKey\": \"global\"}} | session.mainKey",
        "{\"session\": {\"keyFrom\": [{\"header\": \"a b\"}]}} | session.keyFrom[0].header",
        "{\"session\": {\"keyFrom\": [{\"header\": \"Authorization\"}]}}"
            + " | session.keyFrom[0].header",
        "{\"session\": {\"keyFrom\": [{\"body\": \"u\", \"key\": \"k\"}]}}"
            + " | session.keyFrom[0].key",
        "{\"turn\": {\"timeout\": 600}}           | turn.timeout",
      })
  void says_which_value_is_of_the_wrong_kind(String text, String path) {
    assertThat(problems(text))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.id()).isEqualTo("config-wrong-value");
              assertThat(finding.severity()).isEqualTo(Severity.ERROR);
              assertThat(finding.where()).matches("f:1:\\d+( |$).*").endsWith(path);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"ftp://h/v1\"",
        "\"h/v1\"",
        "\"https://\"",
        "\"https://user:s3cret@h/v1\"",
        "\"https://h/v1?key=s3cret\"",
        "\"https://h/v1#s3cret\"",
        "\"https://h /v1\"",
        "7",
      })
  void takes_only_plain_web_addresses_for_a_provider(String url) {
    assertThat(problems("{\"providers\": {\"p\": {\"baseUrl\": " + url + "}}}"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.id()).isEqualTo("config-wrong-value");
              assertThat(finding.toString()).doesNotContain("s3cret");
            });
  }

  @Test
  void misses_what_has_to_be_there() {
    assertThat(problems("{\"providers\": {\"p\": {\"models\": [{}]}}}"))
        .extracting(Finding::id, Finding::where)
        .containsExactly(
            tuple("config-missing-key", "f:1:21 providers.p"),
            tuple("config-missing-key", "f:1:33 providers.p.models[0]"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"turn\": {}, \"turn\": {}}               | turn",
        "{\"agents\": {\"a\": {}, \"a\": {}}}       | agents.a",
        "{\"agents\": {\"Work\": {}, \"work\": {}}} | agents.work",
        "{\"providers\": {\"p\": {\"baseUrl\": \"https://h\"}, \"P\": {\"baseUrl\":"
            + " \"https://h\"}}} | providers.P",
        "{\"providers\": {\"p\": {\"baseUrl\": \"https://h\", \"models\":"
            + " [{\"id\": \"m\"}, {\"id\": \"m\"}]}}} | providers.p.models[1].id",
        "{\"providers\": {\"openai\": {\"baseUrl\": \"https://h\", \"models\":"
            + " [{\"id\": \"m\"}, {\"id\": \"openai/m\"}]}}} | providers.openai.models[1].id",
      })
  void refuses_a_name_that_stands_twice_or_means_the_same(String text, String path) {
    assertThat(problems(text))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.id()).isEqualTo("config-repeated-key");
              assertThat(finding.where()).endsWith(" " + path);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"header\": \"a\", \"body\": \"b\"}", "{\"key\": \"{value}\"}"})
  void wants_one_place_for_a_source_of_session_keys(String source) {
    assertThat(problems("{\"session\": {\"keyFrom\": [" + source + "]}}"))
        .extracting(Finding::id)
        .containsExactly("config-key-source-unclear");
  }

  @Test
  void refuses_an_answer_that_fills_its_window() {
    String model = "{\"id\": \"m\", \"contextWindow\": 1000, \"maxOutputTokens\": 1000}";

    assertThat(
            problems(
                "{\"providers\": {\"p\": {\"baseUrl\": \"https://h\", \"models\": ["
                    + model
                    + "]}}}"))
        .extracting(Finding::id)
        .containsExactly("config-output-exceeds-window");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                  | 1:1  | empty",
        "'  // only words'   | 1:1  | empty",
        "'{\"turn\": '       | 1:10 | ends before",
        "'{} {}'             | 1:4  | more follows",
        "'{''turn'': 1}'     | 1:3  | not valid JSON",
        "'{\"turn\": s3cret}' | 1:16 | not valid JSON",
      })
  void says_where_it_stops_being_json_and_quotes_nothing(String text, String spot, String problem) {
    assertThat(problems(text))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.id()).isEqualTo("config-not-json");
              assertThat(finding.where()).isEqualTo("f:" + spot);
              assertThat(finding.what()).contains(problem);
              assertThat(finding.toString()).doesNotContain("s3cret");
            });
  }

  @Test
  void that_is_nested_without_end_is_refused() {
    assertThat(problems("{\"turn\":".repeat(10_000)))
        .extracting(Finding::id)
        .containsExactly("config-not-json");
  }

  @Test
  void refuses_secrets_it_cannot_find_or_read_as_such() {
    String text =
        """
        {"providers": {
          "a": {"baseUrl": "https://h", "apiKey": "${NOT_SET}"},
          "b": {"baseUrl": "https://h", "apiKey": {"file": "none"}},
          "c": {"baseUrl": "https://h", "apiKey": "Bearer ${OPENAI_API_KEY}"},
          "d": {"baseUrl": "https://h", "apiKey": ""},
          "e": {"baseUrl": "https://h", "apiKey": {"path": "x"}},
          "f": {"baseUrl": "https://h", "apiKey": 5}
        }}
        """;

    assertThat(problems(text))
        .extracting(Finding::id)
        .containsExactly(
            "config-secret-missing",
            "config-secret-missing",
            "config-wrong-value",
            "config-wrong-value",
            "config-missing-key",
            "config-unknown-key",
            "config-wrong-value");
  }

  @Test
  void warns_of_a_secret_in_the_file_without_showing_it() {
    Finding finding =
        onlyWarning(
            "{\"providers\": {\"p\": {\"baseUrl\": \"https://h\", \"apiKey\": \"s3cret\"}}}");

    assertThat(finding.id()).isEqualTo("config-secret-in-file");
    assertThat(finding.toString()).doesNotContain("s3cret");
  }

  @Test
  void warns_of_a_credential_that_travels_in_plain_text() {
    String text =
        "{\"providers\": {\"p\": {\"baseUrl\": \"http://%s/v1\", \"apiKey\": {\"file\":"
            + " \"local.key\"}}}}";

    assertThat(onlyWarning(text.formatted("models.example.com")).id())
        .isEqualTo("config-credential-in-plain-text");
    assertThat(findings(text.formatted("localhost"))).isEmpty();
    assertThat(findings(text.formatted("[::1]"))).isEmpty();
  }

  private static Finding onlyWarning(String text) {
    ConfigurationReading reading = read(text);
    assertThat(reading).isInstanceOf(ConfigurationReading.Valid.class);
    assertThat(reading.findings())
        .singleElement()
        .extracting(Finding::severity)
        .isEqualTo(Severity.WARNING);
    return reading.findings().getFirst();
  }

  private static List<Finding> findings(String text) {
    return read(text).findings();
  }

  private static List<Finding> problems(String text) {
    ConfigurationReading reading = read(text);
    assertThat(reading).isInstanceOf(ConfigurationReading.Invalid.class);
    return reading.findings();
  }

  private static ConfigurationReading read(String text) {
    Samples.MapSecretSource secrets =
        new Samples.MapSecretSource(Map.of("OPENAI_API_KEY", "k"), Map.of("local.key", "k"));
    return new ConfigurationReader(secrets).read("f", text);
  }
}
