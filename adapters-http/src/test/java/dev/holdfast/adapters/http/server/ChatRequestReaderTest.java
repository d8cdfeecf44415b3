package dev.holdfast.adapters.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.adapters.http.server.ChatRequest.UsageChunk;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.ports.out.model.ModelCall.Delivery;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A chat request is read from its bytes")
class ChatRequestReaderTest {

  private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

  private final ChatRequestReader reader = new ChatRequestReader(() -> TestGateway.SETTINGS);

  @Test
  void what_the_gateway_owns_is_taken_and_the_rest_forwarded_as_it_came() {
    ChatRequest chat =
        read(
            "{ \"temperature\" : 1.50, \"model\":\"m\", \"store\":true,"
                + MESSAGES
                + ", \"stream\":true,\"stream_options\":{\"include_usage\":true,\"x\":1},"
                + "\"metadata\":{\"a\":\"b\"}, \"x\\u0061\":{\"a\":[1e400, \"\\ud83d\"]},"
                + "\"seed\":18446744073709551616,\"user\":null,\"é\":\"☺\" }");

    assertThat(chat.model()).isEqualTo("m");
    assertThat(chat.items()).containsExactly(Item.message(Role.USER, "hi"));
    assertThat(chat.delivery()).isEqualTo(Delivery.STREAMED);
    assertThat(chat.usageChunk()).isEqualTo(UsageChunk.WANTED);
    assertThat(chat.forwarded().json())
        .isEqualTo(
            "{\"temperature\" : 1.50,\"x\\u0061\":{\"a\":[1e400, \"\\ud83d\"]},"
                + "\"seed\":18446744073709551616,\"user\":null,\"é\":\"☺\"}");
  }

  @Test
  void a_request_of_nothing_but_model_and_messages_forwards_nothing() {
    ChatRequest chat = read("{\"model\":\"m\"," + MESSAGES + "}");

    assertThat(chat.forwarded()).isEqualTo(RawFields.NONE);
    assertThat(chat.delivery()).isEqualTo(Delivery.WHOLE);
    assertThat(chat.usageChunk()).isEqualTo(UsageChunk.LEFT_OUT);
    assertThat(chat.choices()).isEqualTo(1);
  }

  @Test
  void tools_are_looked_at_and_forwarded_as_they_came() {
    String tools =
        "\"tools\": [ {\"type\":\"function\",\"function\":{\"name\":\"f\"}},"
            + "{\"type\":\"custom\",\"custom\":{\"name\":\"g\"}} ]";

    assertThat(read("{\"model\":\"m\"," + tools + "," + MESSAGES + "}").forwarded().json())
        .isEqualTo("{" + tools + "}");
  }

  @Test
  void a_byte_order_mark_is_passed_over() {
    assertThat(read("\ufeff{\"x\":1,\"model\":\"m\"," + MESSAGES + "}").forwarded().json())
        .isEqualTo("{\"x\":1}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"model\":\"m\",           | invalid_json",
        "{\"model\":\"m\"}}          | invalid_json",
        "{'model':'m'}               | invalid_json",
        "{\"model\":nope}            | invalid_json",
        "{\"model\":\"m\",}          | invalid_json",
        "{\"x\":01}                  | invalid_json",
        "{\"x\":NaN}                 | invalid_json",
        "/* no */ {}                 | invalid_json",
        "{\"model\":1,\"model\":2}   | invalid_type",
        "{\"x\":1,\"x\":1}           | duplicate_member",
        "{\"x\":{\"a\":1,\"a\":1}}   | duplicate_member",
        "{\"messages\":[{\"role\":\"user\",\"role\":\"user\"}]} | duplicate_member",
        "[]                          | invalid_type",
        "\"text\"                    | invalid_type",
        "null                        | invalid_type"
      })
  void malformed_json_is_refused(String body, String code) {
    assertThat(refused(body).row().code()).isEqualTo(code);
  }

  @Test
  void malformed_json_is_refused_with_its_position_and_none_of_its_content() {
    Problem problem = refused("{\"model\":\"m\",\n  \"secret\" secret}");

    assertThat(problem.message()).contains("line 2, column").doesNotContain("secret");
  }

  @Test
  void an_empty_body_is_refused() {
    assertThat(refused("").row().code()).isEqualTo("invalid_type");
  }

  @Test
  void broken_or_foreign_encodings_are_refused() {
    byte[] utf16 = "{\"model\":\"m\"}".getBytes(StandardCharsets.UTF_16LE);
    byte[] latin1 = "{\"x\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(refused(utf16).row().code()).isEqualTo("invalid_json");
    assertThat(refused(latin1).row().code()).isEqualTo("invalid_json");
  }

  @Test
  void nesting_is_bounded_wherever_it_is() {
    String deep = "[".repeat(20_000) + "]".repeat(20_000);

    assertThat(refused("{\"x\":" + deep + "}").row().code()).isEqualTo("invalid_json");
    assertThat(refused("{\"messages\":" + deep + "}").row().code()).isEqualTo("invalid_json");
    assertThat(refused("{\"tools\":" + deep + "}").row().code()).isEqualTo("invalid_json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"model\":5                                    | model",
        "\"stream\":\"yes\"                             | stream",
        "\"stream_options\":true                        | stream_options",
        "\"stream_options\":{\"include_usage\":1}       | stream_options.include_usage",
        "\"temperature\":\"hot\"                        | temperature",
        "\"top_p\":true                                 | top_p",
        "\"max_tokens\":1.5                             | max_tokens",
        "\"max_completion_tokens\":\"7\"                | max_completion_tokens",
        "\"n\":\"2\"                                    | n",
        "\"n\":1.0                                      | n",
        "\"stop\":5                                     | stop",
        "\"tools\":{}                                   | tools",
        "\"tools\":[5]                                  | tools[0]",
        "\"tools\":[{\"type\":\"function\"}]            | tools[0].function.name",
        "\"tool_choice\":[]                             | tool_choice",
        "\"response_format\":\"json\"                   | response_format",
        "\"parallel_tool_calls\":1                      | parallel_tool_calls",
        "\"logprobs\":3                                 | logprobs",
        "\"user\":{}                                    | user",
        "\"store\":\"no\"                               | store",
        "\"metadata\":[]                                | metadata"
      })
  void a_member_of_the_wrong_type_is_refused_by_its_name(String member, String param) {
    Problem problem = refused("{" + MESSAGES + "," + member + "}");

    assertThat(problem.row().code()).isEqualTo("invalid_type");
    assertThat(problem.parameter()).isEqualTo(param);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"null", "\"json\"", "[]", "[5]", "[{\"role\":\"king\",\"content\":\"x\"}]"})
  void messages_that_are_none_are_refused(String messages) {
    Problem problem = refused("{\"model\":\"m\",\"messages\":" + messages + "}");

    assertThat(problem.row().status()).isEqualTo(400);
    assertThat(problem.parameter()).startsWith("messages");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"model\":null,", "\"model\":\" \","})
  void a_request_without_a_model_is_refused(String model) {
    Problem problem = refused("{" + model + MESSAGES + "}");

    assertThat(problem.row().code()).isEqualTo("missing_required_parameter");
    assertThat(problem.parameter()).isEqualTo("model");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"conversation\":\"c\"",
        "\"conversation\":{\"id\":\"c\"}",
        "\"previous_response_id\":\"r\"",
        "\"background\":true",
        "\"prompt\":{\"id\":\"p\"}",
        "\"include\":[\"x\"]"
      })
  void what_would_change_the_meaning_is_never_ignored(String member) {
    Problem problem = refused("{\"model\":\"m\"," + MESSAGES + "," + member + "}");

    assertThat(problem.row().code()).isEqualTo("unsupported_parameter");
    assertThat(member).contains(problem.parameter());
  }

  @Test
  void what_says_nothing_is_not_refused_and_not_forwarded() {
    ChatRequest chat =
        read(
            "{\"model\":\"m\",\"conversation\":null,\"background\":false,\"include\":[],"
                + "\"prompt\":\"\","
                + MESSAGES
                + "}");

    assertThat(chat.forwarded()).isEqualTo(RawFields.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "129", "99999999999999999999"})
  void the_number_of_answers_is_bounded(String n) {
    Problem problem = refused("{\"n\":" + n + "}");

    assertThat(problem.row().code()).isEqualTo("invalid_value");
    assertThat(problem.parameter()).isEqualTo("n");
  }

  @Test
  void several_answers_are_asked_for_and_forwarded() {
    ChatRequest chat = read("{\"model\":\"m\",\"n\":3," + MESSAGES + "}");

    assertThat(chat.choices()).isEqualTo(3);
    assertThat(chat.forwarded().json()).isEqualTo("{\"n\":3}");
  }

  @Test
  void metadata_is_bounded_and_never_forwarded() {
    StringBuilder pairs = new StringBuilder("\"k0\":\"v\"");
    for (int pair = 1; pair < 16; pair++) {
      pairs.append(",\"k").append(pair).append("\":\"v\"");
    }

    assertThat(read("{\"model\":\"m\"," + MESSAGES + ",\"metadata\":{" + pairs + "}}").forwarded())
        .isEqualTo(RawFields.NONE);
    refusedMetadata(pairs + ",\"k16\":\"v\"");
    refusedMetadata("\"k\":5");
    refusedMetadata("\"k\":\"" + "v".repeat(513) + "\"");
    refusedMetadata("\"" + "k".repeat(65) + "\":\"v\"");
  }

  private void refusedMetadata(String pairs) {
    assertThat(refused("{\"metadata\":{" + pairs + "}}").parameter()).isEqualTo("metadata");
  }

  private ChatRequest read(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return reader.read(bytes, bytes.length);
  }

  private Problem refused(String body) {
    return refused(body.getBytes(StandardCharsets.UTF_8));
  }

  private Problem refused(byte[] bytes) {
    return catchThrowableOfType(HttpProblem.class, () -> reader.read(bytes, bytes.length))
        .problem();
  }
}
