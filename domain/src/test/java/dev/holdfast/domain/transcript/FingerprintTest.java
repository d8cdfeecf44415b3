package dev.holdfast.domain.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Fingerprint of an item")
class FingerprintTest {

  private static final RawFields MORE = new RawFields("{\"more\":1}");
  private static final String PNG = "data:image/png;base64,AAAA";

  static Stream<Arguments> alike() {
    return Stream.of(
        Arguments.of(user(text("hello \n\t")), user(text("hello"))),
        Arguments.of(user(text("hel"), text("lo")), user(text("hello"))),
        Arguments.of(user(text("hello"), text("")), user(text("hello"))),
        Arguments.of(user(new ContentPart.Text("hello", MORE)), user(text("hello"))),
        Arguments.of(
            new Item.Message(Role.USER, List.of(text("hello")), MORE), user(text("hello"))),
        Arguments.of(user(new ContentPart.Image(PNG, MORE)), user(image(PNG))),
        Arguments.of(user(text("a"), image(PNG)), user(image(PNG), text("a"))),
        Arguments.of(
            assistant(new ContentPart.Other("reasoning", MORE), text("x")), assistant(text("x"))),
        Arguments.of(
            assistant(new ContentPart.Refusal("no", RawFields.NONE)), assistant(text("no"))),
        Arguments.of(
            new Item.ToolCall("c", "f", "{\"a\":1}", MORE),
            new Item.ToolCall("c", "f", "{ \"a\": 1 }", RawFields.NONE)),
        Arguments.of(result("c", text("42 ")), result("c", text("4"), text("2"))));
  }

  @ParameterizedTest(name = "[{index}]")
  @MethodSource("alike")
  void leaves_out_what_clients_drop_or_reshape(Item one, Item other) {
    assertThat(Fingerprint.of(one)).isEqualTo(Fingerprint.of(other));
  }

  static Stream<Arguments> different() {
    return Stream.of(
        Arguments.of(user(text("hello")), assistant(text("hello"))),
        Arguments.of(Item.message(Role.SYSTEM, "x"), Item.message(Role.DEVELOPER, "x")),
        Arguments.of(user(text(" hello")), user(text("hello"))),
        Arguments.of(user(text("hello")), user(text("hello"), image(PNG))),
        Arguments.of(user(image(PNG)), user(image(PNG + "A"))),
        Arguments.of(user(image(PNG)), user(image(PNG), image(PNG))),
        Arguments.of(user(file("a.txt", "AA")), user(file("b.txt", "AA"))),
        Arguments.of(user(file("a.txt", "AA")), user(file("a.txt", "AB"))),
        Arguments.of(
            user(new ContentPart.File("", "", MORE)),
            user(new ContentPart.File("", "", RawFields.NONE))),
        Arguments.of(
            user(new ContentPart.Other("audio", MORE)),
            user(new ContentPart.Other("audio", RawFields.NONE))),
        Arguments.of(
            new Item.ToolCall("c", "f", "{}", MORE), new Item.ToolCall("c", "g", "{}", MORE)),
        Arguments.of(
            new Item.ToolCall("c", "f", "{}", MORE), new Item.ToolCall("d", "f", "{}", MORE)),
        Arguments.of(result("c", text("42")), result("d", text("42"))),
        Arguments.of(result("c", text("42")), result("c", text("43"))));
  }

  @ParameterizedTest(name = "[{index}]")
  @MethodSource("different")
  void tells_apart_what_was_said(Item one, Item other) {
    assertThat(Fingerprint.of(one)).isNotEqualTo(Fingerprint.of(other));
  }

  @Test
  void does_not_count_an_assistants_message_that_says_nothing() {
    assertThat(Fingerprint.of(assistant()).counts()).isFalse();
    assertThat(Fingerprint.of(assistant(text(" "))).counts()).isFalse();
    assertThat(Fingerprint.of(assistant(new ContentPart.Other("thinking", MORE))).counts())
        .isFalse();
    assertThat(Fingerprint.of(assistant(image(PNG))).counts()).isTrue();
    assertThat(Fingerprint.of(user()).counts()).isTrue();
  }

  private static ContentPart text(String text) {
    return ContentPart.text(text);
  }

  private static ContentPart image(String url) {
    return new ContentPart.Image(url, RawFields.NONE);
  }

  private static ContentPart file(String name, String data) {
    return new ContentPart.File(name, data, RawFields.NONE);
  }

  private static Item user(ContentPart... parts) {
    return new Item.Message(Role.USER, List.of(parts), RawFields.NONE);
  }

  private static Item assistant(ContentPart... parts) {
    return new Item.Message(Role.ASSISTANT, List.of(parts), RawFields.NONE);
  }

  private static Item result(String callId, ContentPart... parts) {
    return new Item.ToolResult(callId, List.of(parts), RawFields.NONE);
  }
}
