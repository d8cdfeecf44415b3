package dev.holdfast.adapters.http.chat;

import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Any items that a chat request can say, for property tests. */
final class ChatItems {

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "0",
          "-1.50",
          "1E+400",
          "123456789012345678901234567890",
          "\"\"",
          "\"a \\\"quoted\\\" word\"",
          "[]",
          "{}",
          "[1,{\"x\":[null]}]",
          "{\"deep\":{\"er\":\"é\"}}");

  private ChatItems() {}

  static Arbitrary<List<Item>> lists() {
    return Arbitraries.oneOf(messages(), calls(), results()).list().ofMinSize(1).ofMaxSize(12);
  }

  private static Arbitrary<Item> messages() {
    Arbitrary<Item> others =
        Combinators.combine(
                Arbitraries.of(Role.SYSTEM, Role.DEVELOPER, Role.USER),
                parts().list().ofMaxSize(4),
                extras())
            .as(Item.Message::new);
    // an assistant that says nothing at all is no message
    Arbitrary<Item> assistants =
        Combinators.combine(parts().list().ofMinSize(1).ofMaxSize(4), extras())
            .as((content, extra) -> new Item.Message(Role.ASSISTANT, content, extra));
    Arbitrary<Item> thoughts =
        Arbitraries.just(
            new Item.Message(
                Role.ASSISTANT, List.of(), new RawFields("{\"reasoning_content\":\"hm\"}")));
    return Arbitraries.oneOf(others, assistants, thoughts);
  }

  private static Arbitrary<Item> calls() {
    Arbitrary<RawFields> extra =
        Arbitraries.oneOf(
            nested("function"), extras().map(fields -> joined("{\"type\":\"custom\"}", fields)));
    return Combinators.combine(names(), names(), texts(), extra).as(Item.ToolCall::new);
  }

  private static Arbitrary<Item> results() {
    return Combinators.combine(names(), parts().list().ofMaxSize(3), extras())
        .as(Item.ToolResult::new);
  }

  private static Arbitrary<ContentPart> parts() {
    return Arbitraries.oneOf(
        texts().map(ContentPart::text),
        Combinators.combine(texts(), extras()).as(ContentPart.Text::new),
        Combinators.combine(texts(), extras()).as(ContentPart.Refusal::new),
        Combinators.combine(names(), nested("image_url")).as(ContentPart.Image::new),
        Combinators.combine(texts(), texts(), nested("file")).as(ContentPart.File::new),
        Combinators.combine(Arbitraries.of("input_audio", "thinking", "x"), extras())
            .as(ContentPart.Other::new));
  }

  private static Arbitrary<String> names() {
    return texts().filter(text -> !text.isEmpty());
  }

  private static Arbitrary<String> texts() {
    Arbitrary<String> words =
        Arbitraries.strings().withChars("ab {}[]\",\\/\n\t\u0000é語").ofMinLength(1).ofMaxLength(8);
    return Arbitraries.frequencyOf(
        Tuple.of(2, Arbitraries.just("")),
        Tuple.of(5, words),
        Tuple.of(1, words.map(text -> text + "\uD83D\uDE00")));
  }

  private static Arbitrary<RawFields> extras() {
    return Arbitraries.maps(Arbitraries.of("m1", "m2", "x-\\n", "語"), Arbitraries.of(VALUES))
        .ofMaxSize(3)
        .map(
            members ->
                new RawFields(
                    "{"
                        + String.join(
                            ",",
                            members.entrySet().stream()
                                .map(entry -> '"' + entry.getKey() + "\":" + entry.getValue())
                                .toList())
                        + "}"));
  }

  /** Extras of a part that has a body of its own: those of the body come last. */
  private static Arbitrary<RawFields> nested(String body) {
    return Combinators.combine(extras(), extras())
        .as(
            (outer, inner) ->
                inner.isEmpty()
                    ? outer
                    : joined(
                        outer.json(), new RawFields("{\"" + body + "\":" + inner.json() + "}")));
  }

  private static RawFields joined(String first, RawFields second) {
    if (first.equals("{}")) {
      return second;
    }
    return second.isEmpty()
        ? new RawFields(first)
        : new RawFields(first.substring(0, first.length() - 1) + ',' + second.json().substring(1));
  }
}
