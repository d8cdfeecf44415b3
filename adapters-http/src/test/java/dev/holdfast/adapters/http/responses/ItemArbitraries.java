package dev.holdfast.adapters.http.responses;

import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Any items, for property tests. Members are in the order in which a reader keeps them. */
final class ItemArbitraries {

  private static final List<String> VALUES =
      List.of("true", "0", "-1.50", "1E+400", "\"\"", "\"a \\\"b\\\"\"", "[]", "{\"x\":[null]}");

  private static final RawFields CUSTOM = new RawFields("{\"type\":\"custom\"}");
  private static final RawFields OF_CUSTOM =
      new RawFields("{\"holdfast:responses\":{\"type\":\"custom_tool_call_output\"}}");

  private ItemArbitraries() {}

  /** Items that the Responses API has words for. */
  static Arbitrary<List<Item>> ofResponses() {
    return items(ItemArbitraries::ofResponses, others());
  }

  /** Items that both APIs have words for. */
  static Arbitrary<List<Item>> ofBoth() {
    return items(Arbitraries::just, plainMessages(Arbitraries::just));
  }

  /** Messages and calls with thoughts as an upstream of chat completions tells them. */
  static Arbitrary<List<Item>> withThoughts() {
    Arbitrary<RawFields> thoughts =
        words().map(text -> new RawFields("{\"reasoning_content\":\"" + text.length() + "\"}"));
    Arbitrary<List<Item>> spoken =
        Combinators.combine(texts(), thoughts)
            .as(
                (text, extra) ->
                    List.of(
                        new Item.Message(Role.ASSISTANT, List.of(ContentPart.text(text)), extra)));
    Arbitrary<List<Item>> called =
        Combinators.combine(words(), thoughts)
            .as(
                (name, extra) ->
                    List.of(
                        new Item.Message(Role.ASSISTANT, List.of(), extra),
                        new Item.ToolCall("c", name, "{}", RawFields.NONE),
                        new Item.ToolCall("d", name, "{}", RawFields.NONE)));
    Arbitrary<List<Item>> asked = texts().map(text -> List.of(Item.message(Role.USER, text)));
    return Arbitraries.oneOf(spoken, called, asked)
        .list()
        .ofMinSize(1)
        .ofMaxSize(6)
        .map(lists -> lists.stream().flatMap(List::stream).toList());
  }

  /** Adds members to some. */
  private interface Extras {
    Arbitrary<RawFields> to(RawFields neutral);
  }

  private static Arbitrary<List<Item>> items(Extras extras, Arbitrary<Item> more) {
    Arbitrary<Item> calls =
        Combinators.combine(Arbitraries.of("c1", "c2"), words(), texts(), extras.to(RawFields.NONE))
            .as(Item.ToolCall::new);
    Arbitrary<Item> customCalls =
        Combinators.combine(Arbitraries.of("k1", "k2"), words(), texts(), extras.to(CUSTOM))
            .as(Item.ToolCall::new);
    Arbitrary<Item> results =
        Combinators.combine(
                Arbitraries.of("c1", "c2"),
                parts(extras).list().ofMaxSize(3),
                extras.to(RawFields.NONE))
            .as(Item.ToolResult::new);
    return Arbitraries.oneOf(plainMessages(extras), calls, customCalls, results, more)
        .list()
        .ofMinSize(1)
        .ofMaxSize(10);
  }

  private static Arbitrary<Item> plainMessages(Extras extras) {
    Arbitrary<Item> of =
        Combinators.combine(
                Arbitraries.of(Role.SYSTEM, Role.DEVELOPER, Role.USER),
                parts(extras).list().ofMaxSize(4),
                extras.to(RawFields.NONE))
            .as(Item.Message::new);
    // an assistant that says nothing at all is no message
    Arbitrary<Item> assistants =
        Combinators.combine(
                parts(extras).list().ofMinSize(1).ofMaxSize(4), extras.to(RawFields.NONE))
            .as((content, extra) -> new Item.Message(Role.ASSISTANT, content, extra));
    return Arbitraries.oneOf(of, assistants);
  }

  private static Arbitrary<Item> others() {
    Arbitrary<Item> thoughts =
        Arbitraries.of(
                "{\"summary\":[],\"encrypted_content\":\"x\"}",
                "{\"summary\":[{\"type\":\"summary_text\",\"text\":\"s\"}],"
                    + "\"content\":[{\"type\":\"reasoning_text\",\"text\":\"t\"}],"
                    + "\"encrypted_content\":\"x\"}")
            .map(members -> new Item.Other("reasoning", new RawFields(members)));
    Arbitrary<Item> hosted =
        Arbitraries.of("{}", "{\"action\":{\"q\":[1.0]}}")
            .map(members -> new Item.Other("web_search_call", new RawFields(members)));
    Arbitrary<Item> ofCustom =
        texts().map(text -> new Item.ToolResult("k1", List.of(ContentPart.text(text)), OF_CUSTOM));
    return Arbitraries.oneOf(thoughts, hosted, ofCustom);
  }

  private static Arbitrary<ContentPart> parts(Extras extras) {
    return Arbitraries.oneOf(
        Combinators.combine(texts(), extras.to(RawFields.NONE)).as(ContentPart.Text::new),
        Combinators.combine(texts(), extras.to(RawFields.NONE)).as(ContentPart.Refusal::new),
        Combinators.combine(
                words(),
                Arbitraries.of("{}", "{\"image_url\":{\"detail\":\"low\"}}")
                    .flatMap(detail -> extras.to(new RawFields(detail))))
            .as(ContentPart.Image::new),
        Combinators.combine(
                texts(),
                texts(),
                Arbitraries.of("{}", "{\"file\":{\"file_id\":\"f\"}}")
                    .flatMap(id -> extras.to(new RawFields(id))))
            .as(ContentPart.File::new),
        Arbitraries.of("{}", "{\"input_audio\":{\"data\":\"x\",\"n\":1.0}}")
            .map(members -> new ContentPart.Other("input_audio", new RawFields(members))));
  }

  /** Members that only the Responses API has words for, behind the neutral ones. */
  private static Arbitrary<RawFields> ofResponses(RawFields neutral) {
    return Arbitraries.maps(Arbitraries.of("m1", "x-\\n", "語"), Arbitraries.of(VALUES))
        .ofMaxSize(2)
        .map(
            members ->
                members.isEmpty()
                    ? neutral
                    : neutral.and(
                        new RawFields(
                            "{\"holdfast:responses\":{"
                                + String.join(
                                    ",",
                                    members.entrySet().stream()
                                        .map(
                                            entry ->
                                                '"' + entry.getKey() + "\":" + entry.getValue())
                                        .toList())
                                + "}}")));
  }

  private static Arbitrary<String> words() {
    return Arbitraries.strings()
        .withChars("ab {}[]\",\\/\n\t\u0000é語")
        .ofMinLength(1)
        .ofMaxLength(8);
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.frequencyOf(
        Tuple.of(2, Arbitraries.just("")),
        Tuple.of(5, words()),
        Tuple.of(1, words().map(text -> text + "\uD83D\uDE00")));
  }
}
