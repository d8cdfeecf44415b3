package dev.holdfast.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.app.endtoend.RawClient.Reply;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the compliance suite of Open Responses asks over HTTP, and what lies near it. */
@DisplayName("A client that goes by the Open Responses specification")
final class OpenResponsesIT {

  private static final String PATH = "/v1/responses";

  private static final String WEATHER =
      """
      "tools": [{"type": "function", "name": "get_weather", "description": "Weather of a place.",
        "parameters": {"type": "object", "required": ["place"],
          "properties": {"place": {"type": "string", "description": "A city and its country"}}}}]
      """;

  @TempDir private static Path scratch;

  private static RunningGateway gateway;
  private static RawClient client;
  private static PublishedSchemas schemas;

  @BeforeAll
  static void start() throws InterruptedException {
    gateway = new TestHome(scratch).start();
    client = gateway.raw();
    schemas = PublishedSchemas.of(gateway);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    assertThat(gateway.stop().problems()).isEmpty();
  }

  /** A request without its model, and how its response ends. */
  private enum Asked {
    TEXT(message("user", "Say hello.")),
    SYSTEM_PROMPT(message("system", "Speak like a pirate.") + "," + message("user", "Say hello.")),
    SEVERAL_TURNS(
        message("user", "My name is Ann.")
            + ","
            + message("assistant", "Hello Ann!")
            + ","
            + message("user", "What is my name?")),
    PHASES(
        """
        {"type": "message", "role": "assistant", "phase": "commentary", "content": "I look it up."},
        {"type": "message", "role": "assistant", "phase": "final_answer", "content": "It is four."},
        {"type": "message", "role": "user", "content": "Say it again."}
        """),
    IMAGE(
        """
        {"type": "message", "role": "user", "content": [
          {"type": "input_text", "text": "What is this?"},
          {"type": "input_image", "image_url": "data:image/png;base64,iVBORw0KGgo="}]}
        """),
    TOOL(message("user", "What is the weather in Rome?"), WEATHER),
    TWO_CALLS(message("user", "Ask get_weather twice."), WEATHER),
    SCHEMA(
        message("user", "Who is there?"),
        """
        "text": {"format": {"type": "json_schema", "name": "person", "strict": true,
          "schema": {"type": "object", "properties": {"name": {"type": "string"}},
            "required": ["name"], "additionalProperties": false}}}
        """),
    REFUSAL(message("user", "Please demo:refuse.")),
    CUT_SHORT("incomplete", message("user", "Say this to its end demo:length"), "\"store\": true"),
    EVERY_SETTING(
        message("user", "Say hello."),
        """
        "instructions": "Be brief.", "metadata": {"order": "7"}, "temperature": 0.5, "top_p": 0.5,
        "presence_penalty": 0.5, "frequency_penalty": 0.5, "max_output_tokens": 99,
        "max_tool_calls": 3, "parallel_tool_calls": false, "tool_choice": "none",
        "truncation": "auto", "reasoning": {"effort": "low"}, "service_tier": "flex",
        "top_logprobs": 2, "safety_identifier": "hashed", "prompt_cache_key": "cache",
        "text": {"verbosity": "low"}, "store": false,
        """
            + WEATHER);

    private final String ends;
    private final String input;
    private final String more;

    Asked(String input) {
      this(input, "\"store\": true");
    }

    Asked(String input, String more) {
      this("completed", input, more);
    }

    Asked(String ends, String input, String more) {
      this.ends = ends;
      this.input = input;
      this.more = more;
    }

    String body(String how) {
      return "{\"model\": \"holdfast\", \"input\": [" + input + "], " + how + more + "}";
    }
  }

  private static String message(String role, String text) {
    return "{\"type\": \"message\", \"role\": \"%s\", \"content\": \"%s\"}".formatted(role, text);
  }

  @ParameterizedTest
  @EnumSource
  void gets_a_whole_response(Asked asked) {
    Reply reply = client.post(PATH, asked.body(""));

    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    assertThat(reply.header("content-type")).startsWith("application/json");
    JsonNode response = schemas.checked("Response", reply.body());
    assertThat(response.path("status").asString()).isEqualTo(asked.ends);
    assertThat(response.path("output")).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void gets_a_stream_whose_every_event_is_valid(Asked asked) {
    Reply reply = client.post(PATH, asked.body("\"stream\": true, "));

    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    assertThat(reply.header("content-type")).startsWith("text/event-stream");
    List<JsonNode> events = events(reply.body());
    assertThat(events.stream().map(event -> event.path("sequence_number").asLong()).toList())
        .containsExactlyElementsOf(LongStream.range(0, events.size()).boxed().toList());
    assertThat(events.getLast().path("type").asString()).isEqualTo("response." + asked.ends);
    JsonNode response = events.getLast().path("response");
    assertThat(withoutNames(response))
        .isEqualTo(withoutNames(client.post(PATH, asked.body("")).json()));
  }

  /** All events, each under the name it bears itself, and the word that ends a stream. */
  private static List<JsonNode> events(String stream) {
    List<JsonNode> events = new ArrayList<>();
    assertThat(stream).endsWith("\n\ndata: [DONE]\n\n");
    for (String frame : stream.substring(0, stream.indexOf("data: [DONE]")).split("\n\n")) {
      List<String> lines = frame.lines().toList();
      assertThat(lines).hasSize(2);
      JsonNode event = schemas.checked("ResponseEvent", lines.get(1).substring("data: ".length()));
      assertThat(lines.getFirst()).isEqualTo("event: " + event.path("type").asString());
      events.add(event);
    }
    return events;
  }

  /** What two answers to the same question have in common. */
  private static JsonNode withoutNames(JsonNode response) {
    ObjectNode same = JsonMapper.shared().createObjectNode();
    response.properties().forEach(member -> same.set(member.getKey(), member.getValue()));
    same.remove(List.of("id", "created_at", "completed_at", "output"));
    same.set("output", JsonMapper.shared().createArrayNode());
    response
        .path("output")
        .forEach(
            item -> {
              ObjectNode kept = ((ObjectNode) item.deepCopy());
              kept.remove(List.of("id", "call_id"));
              same.withArray("output").add(kept);
            });
    return same;
  }

  @Test
  void goes_on_by_previous_response_id_and_finds_what_was_stored() {
    JsonNode first =
        schemas.checked(
            "Response",
            client.post(PATH, "{\"model\": \"holdfast\", \"input\": \"I am Ann.\"}").body());
    String id = first.path("id").asString();
    JsonNode next =
        schemas.checked(
            "Response",
            client
                .post(
                    PATH,
                    "{\"model\": \"holdfast\", \"input\": \"Who am I?\", \"previous_response_id\":"
                        + Json.quoted(id)
                        + "}")
                .body());

    assertThat(next.path("previous_response_id").asString()).isEqualTo(id);
    assertThat(next.at("/output/0/content/0/text").asString()).contains("Ann");
    assertThat(schemas.checked("Response", client.getKnown(PATH + "/" + id).body()))
        .isEqualTo(first);
    JsonNode items =
        schemas.checked(
            "ResponseItemList", client.getKnown(PATH + "/" + id + "/input_items").body());
    assertThat(items.at("/data/0/content/0/text").asString()).isEqualTo("I am Ann.");
  }

  @Test
  void hears_of_a_failure_by_a_status_or_at_the_end_of_a_stream() {
    Reply whole = client.post(PATH, "{\"model\": \"holdfast\", \"input\": \"Please demo:fail.\"}");
    Reply streamed =
        client.post(
            PATH, "{\"model\": \"holdfast\", \"stream\": true, \"input\": \"Please demo:fail.\"}");

    assertThat(whole.status()).isEqualTo(502);
    schemas.checked("Error", whole.body());
    JsonNode last = events(streamed.body()).getLast();
    assertThat(last.path("type").asString()).isEqualTo("response.failed");
    assertThat(last.at("/response/status").asString()).isEqualTo("failed");
  }
}
