package dev.holdfast.adapters.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapters.http.chat.ChatJson;
import dev.holdfast.adapters.http.server.ChatRequest.UsageChunk;
import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.turn.FinishReason;
import dev.holdfast.ports.in.Conversations.TurnOutcome.Completed;
import dev.holdfast.ports.in.TurnFacts;
import dev.holdfast.ports.out.model.ModelDelta;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import tools.jackson.databind.JsonNode;

@DisplayName("The chunks of a streamed chat completion")
class ChunkLawsTest {

  private static final TurnFacts FACTS = Scenes.statelessFacts();

  private record Call(String name, List<String> arguments) {}

  private record Answer(List<String> text, List<String> refusal, List<Call> calls) {

    Completed completed() {
      List<Item> items = new ArrayList<>();
      List<ContentPart> content = new ArrayList<>();
      if (!text.isEmpty()) {
        content.add(ContentPart.text(String.join("", text)));
      }
      if (!refusal.isEmpty()) {
        content.add(new ContentPart.Refusal(String.join("", refusal), RawFields.NONE));
      }
      if (!content.isEmpty()) {
        items.add(new Item.Message(Role.ASSISTANT, content, RawFields.NONE));
      }
      for (int index = 0; index < calls.size(); index++) {
        Call call = calls.get(index);
        items.add(
            new Item.ToolCall(
                "call_" + index, call.name(), String.join("", call.arguments()), RawFields.NONE));
      }
      return (Completed) Scenes.completed(FACTS, FinishReason.STOP, items.toArray(Item[]::new));
    }

    List<ModelDelta> deltas() {
      List<ModelDelta> deltas = new ArrayList<>();
      text.forEach(piece -> deltas.add(new ModelDelta.Text(0, piece, RawFields.NONE)));
      refusal.forEach(piece -> deltas.add(new ModelDelta.Refusal(0, piece)));
      for (int index = 0; index < calls.size(); index++) {
        Call call = calls.get(index);
        deltas.add(
            new ModelDelta.ToolCallBegun(0, index, "call_" + index, call.name(), RawFields.NONE));
        for (String fragment : call.arguments()) {
          deltas.add(new ModelDelta.ToolCallArguments(0, index, fragment));
        }
      }
      return deltas;
    }
  }

  /** What a client puts together: texts and arguments grow, calls go by their index. */
  private static final class Joined {

    private final StringBuilder content = new StringBuilder();
    private final StringBuilder refusal = new StringBuilder();
    private final List<List<String>> calls = new ArrayList<>();
    private final List<StringBuilder> arguments = new ArrayList<>();

    void add(JsonNode delta) {
      content.append(delta.path("content").asString(""));
      refusal.append(delta.path("refusal").asString(""));
      for (JsonNode call : delta.path("tool_calls")) {
        int index = call.path("index").intValue();
        if (index == calls.size()) {
          calls.add(identity(call));
          arguments.add(new StringBuilder());
        }
        arguments.get(index).append(call.path("function").path("arguments").stringValue());
      }
    }
  }

  @Property(tries = 500)
  void join_to_the_message_of_the_whole_answer(@ForAll("answers") Answer answer) {
    ChunkJson chunks = new ChunkJson(FACTS, UsageChunk.LEFT_OUT);
    Joined joined = new Joined();
    joined.add(delta(chunks.role(0)));
    answer.deltas().forEach(delta -> joined.add(delta(chunks.delta(delta))));

    JsonNode message =
        ChatJson.MAPPER.readTree(CompletionJson.whole(answer.completed())).at("/choices/0/message");

    assertThat(joined.content).hasToString(message.path("content").asString(""));
    assertThat(joined.refusal).hasToString(message.path("refusal").asString(""));
    assertThat(joined.calls)
        .isEqualTo(message.path("tool_calls").valueStream().map(ChunkLawsTest::identity).toList());
    assertThat(joined.arguments.stream().map(StringBuilder::toString))
        .isEqualTo(
            message
                .path("tool_calls")
                .valueStream()
                .map(call -> call.path("function").path("arguments").stringValue())
                .toList());
  }

  private static List<String> identity(JsonNode call) {
    return List.of(
        call.path("id").stringValue(),
        call.path("type").stringValue(),
        call.path("function").path("name").stringValue());
  }

  private static JsonNode delta(byte[] chunk) {
    return ChatJson.MAPPER.readTree(chunk).at("/choices/0/delta");
  }

  @Provide
  Arbitrary<Answer> answers() {
    Arbitrary<Call> calls =
        Combinators.combine(Arbitraries.of("get_weather", "f"), pieces()).as(Call::new);
    return Combinators.combine(pieces(), pieces(), calls.list().ofMaxSize(3)).as(Answer::new);
  }

  private static Arbitrary<List<String>> pieces() {
    return Arbitraries.of(
            "a", " ", "\n", "\"", "\\", "{\"", "ü", "\u20ac", "\u2028", "\ud83d\ude00")
        .list()
        .ofMaxSize(8);
  }
}
