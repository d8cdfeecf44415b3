package dev.holdfast.adapters.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An item and its payload are two forms of one thing")
class PayloadTest {

  @Provide
  Arbitrary<Item> items() {
    Arbitrary<Item> message =
        Combinators.combine(Arbitraries.of(Role.class), parts().list().ofMaxSize(3), extras())
            .as(Item.Message::new);
    Arbitrary<Item> call =
        Combinators.combine(texts(), texts(), texts(), extras()).as(Item.ToolCall::new);
    Arbitrary<Item> result =
        Combinators.combine(texts(), parts().list().ofMaxSize(3), extras())
            .as(Item.ToolResult::new);
    Arbitrary<Item> other = Combinators.combine(texts(), extras()).as(Item.Other::new);
    return Arbitraries.oneOf(message, call, result, other);
  }

  private static Arbitrary<ContentPart> parts() {
    return Arbitraries.oneOf(
        Combinators.combine(texts(), extras()).as(ContentPart.Text::new),
        Combinators.combine(texts(), extras()).as(ContentPart.Refusal::new),
        Combinators.combine(texts(), extras()).as(ContentPart.Image::new),
        Combinators.combine(texts(), texts(), extras()).as(ContentPart.File::new),
        Combinators.combine(texts(), extras()).as(ContentPart.Other::new));
  }

  /** Any UTF-16, halves of pairs included. */
  private static Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withCharRange('\u0000', '\u00ff')
        .withCharRange('\ud700', '\ue0ff')
        .ofMaxLength(12);
  }

  private static Arbitrary<RawFields> extras() {
    return Arbitraries.of(
            "{}",
            "{\"a\":1}",
            "{ \"b\" : [ {} , [] , \"}\" ] }",
            "{\"n\":1.50e+3,\"deep\":" + "[".repeat(600) + "]".repeat(600) + "}",
            "{\"a\":\"\u00e9\\u00e9\\n\",\"a\":null}",
            "{\n  \"type\": \"text\",\r\n  \"text\": \"not the part's\"\n}")
        .map(RawFields::new);
  }

  @Property(tries = 500)
  void reading_gives_back_what_was_written(@ForAll("items") Item item) {
    assertThat(PayloadReader.read(PayloadWriter.write(item))).isEqualTo(item);
  }

  @Property(tries = 200)
  void a_payload_survives_the_encoding_of_the_database(@ForAll("items") Item item) {
    String payload = PayloadWriter.write(item);

    assertThat(new String(payload.getBytes(UTF_8), UTF_8)).isEqualTo(payload);
    assertThat(PayloadWriter.write(item)).isEqualTo(payload);
  }

  @Test
  void whole_pairs_stay_and_halves_become_escapes() {
    assertThat(LoneSurrogates.escaped("\ude00 \ud83d\ude00 \ud83d\ud83d\ude00\ud83d"))
        .isEqualTo("\\ude00 \ud83d\ude00 \\ud83d\ud83d\ude00\\ud83d");
  }

  @Test
  void the_stored_form_stays_as_it_is() {
    RawFields extra = new RawFields("{ \"x\":1 }");

    assertThat(
            PayloadWriter.write(
                new Item.Message(
                    Role.USER,
                    List.of(
                        ContentPart.text("hi \"you\"\n"),
                        new ContentPart.Image("data:,", extra),
                        new ContentPart.Other("input_audio", extra)),
                    RawFields.NONE)))
        .isEqualTo(
            "{\"type\":\"message\",\"role\":\"user\",\"content\":["
                + "{\"type\":\"text\",\"text\":\"hi \\\"you\\\"\\n\"},"
                + "{\"type\":\"image\",\"url\":\"data:,\",\"extra\":{ \"x\":1 }},"
                + "{\"type\":\"other\",\"part_type\":\"input_audio\",\"extra\":{ \"x\":1 }}]}");
    assertThat(PayloadWriter.write(new Item.ToolCall("c", "n", "{\"a\": 1}", extra)))
        .isEqualTo(
            "{\"type\":\"tool_call\",\"call_id\":\"c\",\"name\":\"n\","
                + "\"arguments\":\"{\\\"a\\\": 1}\",\"extra\":{ \"x\":1 }}");
    assertThat(
            PayloadWriter.write(
                new Item.ToolResult(
                    "c",
                    List.of(
                        new ContentPart.File("f", "d", RawFields.NONE),
                        new ContentPart.Refusal("no", RawFields.NONE)),
                    RawFields.NONE)))
        .isEqualTo(
            "{\"type\":\"tool_result\",\"call_id\":\"c\",\"output\":["
                + "{\"type\":\"file\",\"name\":\"f\",\"data\":\"d\"},"
                + "{\"type\":\"refusal\",\"refusal\":\"no\"}]}");
    assertThat(PayloadWriter.write(new Item.Other("reasoning", extra)))
        .isEqualTo("{\"type\":\"other\",\"item_type\":\"reasoning\",\"extra\":{ \"x\":1 }}");
    assertThat(PayloadWriter.write(Item.message(Role.USER, "half \ud83d of a pair")))
        .contains("half \\ud83d of a pair");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"type\":\"message\"}",
        "{\"type\":\"message\",\"role\":\"nobody\",\"content\":[]}",
        "{\"type\":\"message\",\"role\":\"user\",\"content\":[{}]}",
        "{\"type\":\"message\",\"role\":\"user\",\"content\":[1]}",
        "{\"type\":\"message\",\"role\":\"user\",\"content\":[",
        "{\"type\":\"message\",\"role\":\"user\",\"content\":[],\"extra\":{\"a\":",
        "{\"type\":\"song\"}",
        "{\"type\":\"other\"}",
        "{\"type\":\"other\",\"item_type\":1}",
        "{\"type\":\"tool_call\",\"call_id\":1,\"name\":\"n\",\"arguments\":\"\"}",
        "{\"type\":\"tool_call\",\"call_id\":\"c\",\"name\":\"n\"}"
      })
  void what_is_no_payload_is_refused(String text) {
    assertThatThrownBy(() -> PayloadReader.read(text))
        .isInstanceOf(PayloadReader.MalformedPayloadException.class);
  }
}
