package dev.holdfast.adapters.http.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.ports.out.model.ModelDelta;
import dev.holdfast.ports.out.model.ModelOutcome.Answered;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("An upstream's answer, wherever it is cut into chunks")
class StreamLawsTest {

  private static final int TRIES = 500;

  private static final JsonMapper JSON = CutText.JSON;

  private record Call(String name, CutText arguments) {}

  private record Answer(CutText reasoning, CutText text, CutText refusal, List<Call> calls) {}

  @Property(tries = TRIES)
  void is_the_same_as_the_answer_in_one(@ForAll("answers") Answer answer) throws Exception {
    assertThat(read(chunks(answer), new ArrayList<>()))
        .isEqualTo(read(whole(answer), new ArrayList<>()));
  }

  @Property(tries = TRIES)
  void is_told_in_pieces_that_join_to_it(@ForAll("answers") Answer answer) throws Exception {
    List<ModelDelta> deltas = new ArrayList<>();

    Answered answered = read(chunks(answer), deltas);

    StringBuilder text = new StringBuilder();
    StringBuilder refusal = new StringBuilder();
    List<String> names = new ArrayList<>();
    List<StringBuilder> arguments = new ArrayList<>();
    for (ModelDelta delta : deltas) {
      switch (delta) {
        case ModelDelta.Text piece -> text.append(piece.text());
        case ModelDelta.Refusal piece -> refusal.append(piece.text());
        case ModelDelta.ToolCallBegun begun -> {
          assertThat(begun.index()).isEqualTo(names.size());
          names.add(begun.callId() + ' ' + begun.name());
          arguments.add(new StringBuilder());
        }
        case ModelDelta.ToolCallArguments piece ->
            arguments.get(piece.index()).append(piece.fragment());
        case ModelDelta.Reasoning _, ModelDelta.ItemDone _ ->
            throw new AssertionError("chat completions tell none: " + delta);
        case ModelDelta.Other other -> {}
      }
    }
    assertThat(text)
        .hasToString(
            parts(answered, ContentPart.Text.class).stream()
                .map(ContentPart.Text::text)
                .collect(Collectors.joining()));
    assertThat(refusal)
        .hasToString(
            parts(answered, ContentPart.Refusal.class).stream()
                .map(ContentPart.Refusal::refusal)
                .collect(Collectors.joining()));
    List<Item.ToolCall> calls = calls(answered);
    assertThat(names)
        .isEqualTo(calls.stream().map(call -> call.callId() + ' ' + call.name()).toList());
    assertThat(arguments.stream().map(StringBuilder::toString))
        .isEqualTo(calls.stream().map(Item.ToolCall::arguments).toList());
  }

  private static <P extends ContentPart> List<P> parts(Answered answered, Class<P> kind) {
    return answered.choices().getFirst().items().stream()
        .filter(Item.Message.class::isInstance)
        .map(Item.Message.class::cast)
        .flatMap(message -> message.content().stream())
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  private static List<Item.ToolCall> calls(Answered answered) {
    return answered.choices().getFirst().items().stream()
        .filter(Item.ToolCall.class::isInstance)
        .map(Item.ToolCall.class::cast)
        .toList();
  }

  private static Answered read(List<ObjectNode> chunks, List<ModelDelta> deltas) throws Exception {
    AnswerDraft draft = new AnswerDraft(new CallIds(new CountingIds()), deltas::add);
    AnswerReader reader = new AnswerReader(draft);
    for (ObjectNode chunk : chunks) {
      byte[] json = JSON.writeValueAsBytes(chunk);
      reader.event(json, json.length);
    }
    return draft.answered();
  }

  private static List<ObjectNode> whole(Answer answer) {
    ObjectNode message = JSON.createObjectNode().put("role", "assistant");
    message.put("reasoning_content", answer.reasoning().text());
    message.put("content", answer.text().text());
    message.put("refusal", answer.refusal().text());
    ArrayNode calls = message.putArray("tool_calls");
    for (int index = 0; index < answer.calls().size(); index++) {
      Call call = answer.calls().get(index);
      calls.add(begun(index, call.name(), call.arguments().text()));
    }
    return List.of(chunk("message", message, "stop"));
  }

  private static List<ObjectNode> chunks(Answer answer) {
    List<ObjectNode> deltas = new ArrayList<>();
    deltas.add(JSON.createObjectNode().put("role", "assistant"));
    pieces(deltas, "reasoning_content", answer.reasoning());
    pieces(deltas, "content", answer.text());
    pieces(deltas, "refusal", answer.refusal());
    for (int index = 0; index < answer.calls().size(); index++) {
      Call call = answer.calls().get(index);
      deltas.add(calling(begun(index, call.name(), "")));
      for (String piece : call.arguments().pieces()) {
        ObjectNode more = JSON.createObjectNode().put("index", index);
        more.putObject("function").put("arguments", piece);
        deltas.add(calling(more));
      }
    }
    List<ObjectNode> chunks = new ArrayList<>();
    deltas.forEach(delta -> chunks.add(chunk("delta", delta, "")));
    chunks.add(chunk("delta", JSON.createObjectNode(), "stop"));
    return chunks;
  }

  private static void pieces(List<ObjectNode> deltas, String member, CutText text) {
    text.pieces().forEach(piece -> deltas.add(JSON.createObjectNode().put(member, piece)));
  }

  private static ObjectNode begun(int index, String name, String arguments) {
    ObjectNode call = JSON.createObjectNode().put("index", index).put("id", "call_" + index);
    call.put("type", "function");
    call.putObject("function").put("name", name).put("arguments", arguments);
    return call;
  }

  private static ObjectNode calling(ObjectNode call) {
    ObjectNode delta = JSON.createObjectNode();
    delta.putArray("tool_calls").add(call);
    return delta;
  }

  private static ObjectNode chunk(String member, ObjectNode message, String finish) {
    ObjectNode chunk = JSON.createObjectNode();
    ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
    choice.set(member, message);
    if (!finish.isEmpty()) {
      choice.put("finish_reason", finish);
    }
    return chunk;
  }

  @Provide
  Arbitrary<Answer> answers() {
    Arbitrary<Call> calls =
        Combinators.combine(Arbitraries.of("get_weather", "f"), CutText.any()).as(Call::new);
    return Combinators.combine(
            CutText.any(), CutText.any(), CutText.any(), calls.list().ofMaxSize(3))
        .as(Answer::new);
  }
}
