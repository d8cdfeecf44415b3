package dev.holdfast.adapters.http.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.ports.out.model.ModelDelta;
import dev.holdfast.ports.out.model.ModelDelta.Reasoning.Kind;
import dev.holdfast.ports.out.model.ModelOutcome.Answered;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
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

@DisplayName("An upstream's response, wherever it is cut into events")
class ResponsesLawsTest {

  private static final int TRIES = 500;

  private static final JsonMapper JSON = CutText.JSON;

  private record Part(boolean refuses, CutText text) {

    String name() {
      return refuses ? "refusal" : "text";
    }

    String type() {
      return refuses ? "refusal" : "output_text";
    }
  }

  private sealed interface Output {

    record Message(List<Part> parts) implements Output {}

    record Call(String name, boolean custom, CutText arguments) implements Output {

      String type() {
        return custom ? "custom_tool_call" : "function_call";
      }

      String text() {
        return custom ? "input" : "arguments";
      }
    }

    record Thoughts(CutText summary, CutText text) implements Output {}

    record Search(CutText query) implements Output {}
  }

  /** Where a stream says what it says a second time. */
  private enum Repeats {
    AT_THE_END_OF_ITEMS_AND_OF_THE_RESPONSE,
    AT_THE_END_OF_ITEMS,
    AT_THE_END_OF_THE_RESPONSE
  }

  @Property(tries = TRIES)
  void is_the_same_as_the_response_in_one(
      @ForAll("outputs") List<Output> outputs, @ForAll Repeats repeats) throws Exception {
    assertThat(streamed(outputs, repeats, new ArrayList<>())).isEqualTo(whole(outputs));
  }

  @Property(tries = TRIES)
  void is_told_in_pieces_that_join_to_it(
      @ForAll("outputs") List<Output> outputs, @ForAll Repeats repeats) throws Exception {
    List<ModelDelta> deltas = new ArrayList<>();

    Answered answered = streamed(outputs, repeats, deltas);

    List<Item> told = new ArrayList<>();
    StringBuilder words = new StringBuilder();
    StringBuilder refusals = new StringBuilder();
    Map<Kind, StringBuilder> thoughts = new TreeMap<>();
    List<Item.ToolCall> begun = new ArrayList<>();
    List<StringBuilder> arguments = new ArrayList<>();
    for (ModelDelta delta : deltas) {
      switch (delta) {
        case ModelDelta.Text piece -> words.append(piece.text());
        case ModelDelta.Refusal piece -> refusals.append(piece.text());
        case ModelDelta.Reasoning piece ->
            thoughts
                .computeIfAbsent(piece.kind(), kind -> new StringBuilder())
                .append(piece.text());
        case ModelDelta.ToolCallBegun call -> {
          assertThat(call.index()).isEqualTo(begun.size());
          begun.add(new Item.ToolCall(call.callId(), call.name(), "", call.extra()));
          arguments.add(new StringBuilder());
        }
        case ModelDelta.ToolCallArguments piece ->
            arguments.get(piece.index()).append(piece.fragment());
        case ModelDelta.ItemDone done -> told.add(done.item());
        case ModelDelta.Other other -> throw new AssertionError("responses tell none: " + other);
      }
    }
    List<Item> items = answered.choices().getFirst().items();
    assertThat(told).isEqualTo(items);
    assertThat(words).hasToString(words(items));
    assertThat(refusals).hasToString(refusals(items));
    assertThat(joined(thoughts, Kind.SUMMARY)).isEqualTo(thoughts(outputs, Kind.SUMMARY));
    assertThat(joined(thoughts, Kind.TEXT)).isEqualTo(thoughts(outputs, Kind.TEXT));
    List<Item.ToolCall> calls = new ArrayList<>();
    for (int index = 0; index < begun.size(); index++) {
      Item.ToolCall head = begun.get(index);
      calls.add(
          new Item.ToolCall(
              head.callId(), head.name(), arguments.get(index).toString(), head.extra()));
    }
    assertThat(calls).isEqualTo(items.stream().filter(Item.ToolCall.class::isInstance).toList());
  }

  private static String words(List<Item> items) {
    StringBuilder words = new StringBuilder();
    eachPart(
        items,
        (message, part) -> {
          if (part instanceof ContentPart.Text text) {
            words.append(text.text());
          }
        });
    return words.toString();
  }

  private static String refusals(List<Item> items) {
    StringBuilder words = new StringBuilder();
    eachPart(
        items,
        (message, part) -> {
          if (part instanceof ContentPart.Refusal refusal) {
            words.append(refusal.refusal());
          }
        });
    return words.toString();
  }

  private static void eachPart(List<Item> items, BiConsumer<Item.Message, ContentPart> action) {
    for (Item item : items) {
      if (item instanceof Item.Message message) {
        message.content().forEach(part -> action.accept(message, part));
      }
    }
  }

  private static String joined(Map<Kind, StringBuilder> thoughts, Kind kind) {
    return thoughts.getOrDefault(kind, new StringBuilder()).toString();
  }

  private static String thoughts(List<Output> outputs, Kind kind) {
    StringBuilder thoughts = new StringBuilder();
    for (Output output : outputs) {
      if (output instanceof Output.Thoughts(CutText summary, CutText text)) {
        thoughts.append(kind == Kind.SUMMARY ? summary.text() : text.text());
      }
    }
    return thoughts.toString();
  }

  private static Answered whole(List<Output> outputs) throws Exception {
    ResponsesReader reader = reader(new ArrayList<>());
    byte[] json = JSON.writeValueAsBytes(response(outputs));
    reader.whole(json, json.length);
    return reader.answered();
  }

  private static Answered streamed(List<Output> outputs, Repeats repeats, List<ModelDelta> deltas)
      throws Exception {
    ResponsesReader reader = reader(deltas);
    boolean over = false;
    for (ObjectNode event : events(outputs, repeats)) {
      byte[] json = JSON.writeValueAsBytes(event);
      over = reader.event(json, json.length);
    }
    assertThat(over).isTrue();
    return reader.answered();
  }

  private static ResponsesReader reader(List<ModelDelta> deltas) {
    return new ResponsesReader(new OutputDraft(new CallIds(new CountingIds()), deltas::add));
  }

  private static List<ObjectNode> events(List<Output> outputs, Repeats repeats) {
    List<ObjectNode> events = new ArrayList<>();
    for (int index = 0; index < outputs.size(); index++) {
      ObjectNode item = item(outputs.get(index), index);
      events.add(event("output_item.added", index).set("item", head(item)));
      pieces(events, outputs.get(index), index);
      if (repeats != Repeats.AT_THE_END_OF_THE_RESPONSE) {
        events.add(event("output_item.done", index).set("item", item));
      }
    }
    List<Output> atTheEnd = repeats == Repeats.AT_THE_END_OF_ITEMS ? List.of() : outputs;
    events.add(event("completed", 0).set("response", response(atTheEnd)));
    return events;
  }

  private static ObjectNode head(ObjectNode item) {
    return item.deepCopy().without(List.of("content", "summary", "arguments", "input", "action"));
  }

  private static void pieces(List<ObjectNode> events, Output output, int index) {
    switch (output) {
      case Output.Message message -> {
        for (int part = 0; part < message.parts().size(); part++) {
          for (String piece : message.parts().get(part).text().pieces()) {
            events.add(
                delta(message.parts().get(part).type(), index, piece).put("content_index", part));
          }
        }
      }
      case Output.Call call -> {
        String name = call.custom() ? "custom_tool_call_input" : "function_call_arguments";
        call.arguments().pieces().forEach(piece -> events.add(delta(name, index, piece)));
      }
      case Output.Thoughts(CutText summary, CutText text) -> {
        summary
            .pieces()
            .forEach(piece -> events.add(delta("reasoning_summary_text", index, piece)));
        text.pieces().forEach(piece -> events.add(delta("reasoning_text", index, piece)));
      }
      case Output.Search _ -> events.add(event("web_search_call.searching", index));
    }
  }

  private static ObjectNode delta(String name, int index, String piece) {
    return event(name + ".delta", index).put("delta", piece);
  }

  private static ObjectNode event(String name, int index) {
    return JSON.createObjectNode().put("type", "response." + name).put("output_index", index);
  }

  private static ObjectNode response(List<Output> outputs) {
    ObjectNode response = JSON.createObjectNode().put("status", "completed").putNull("error");
    ArrayNode output = response.putArray("output");
    for (int index = 0; index < outputs.size(); index++) {
      output.add(item(outputs.get(index), index));
    }
    return response;
  }

  private static ObjectNode item(Output output, int index) {
    ObjectNode item = JSON.createObjectNode().put("id", "item_" + index);
    switch (output) {
      case Output.Message message -> {
        ArrayNode content = item.put("type", "message").putArray("content");
        for (Part part : message.parts()) {
          content.addObject().put("type", part.type()).put(part.name(), part.text().text());
        }
      }
      case Output.Call call ->
          item.put("type", call.type())
              .put("call_id", "call_" + index)
              .put("name", call.name())
              .put(call.text(), call.arguments().text());
      case Output.Thoughts(CutText summary, CutText text) -> {
        item.put("type", "reasoning").put("encrypted_content", "gAAA");
        item.putArray("summary").addObject().put("text", summary.text());
        item.putArray("content").addObject().put("text", text.text());
      }
      case Output.Search(CutText query) ->
          item.put("type", "web_search_call").putObject("action").put("query", query.text());
    }
    return item;
  }

  @Provide
  Arbitrary<List<Output>> outputs() {
    Arbitrary<Part> parts =
        Combinators.combine(Arbitraries.of(true, false), CutText.any()).as(Part::new);
    Arbitrary<Output> messages = parts.list().ofMaxSize(3).map(Output.Message::new);
    Arbitrary<Output> calls =
        Combinators.combine(
                Arbitraries.of("get_weather", "f"), Arbitraries.of(true, false), CutText.any())
            .as(Output.Call::new);
    Arbitrary<Output> thoughts =
        Combinators.combine(CutText.any(), CutText.any()).as(Output.Thoughts::new);
    Arbitrary<Output> searches = CutText.any().map(Output.Search::new);
    return Arbitraries.oneOf(messages, calls, thoughts, searches).list().ofMaxSize(4);
  }
}
