package dev.holdfast.adapters.cli;

import dev.holdfast.domain.transcript.Completeness;
import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.EventOrigin;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.transcript.TranscriptEvent;
import java.util.List;
import java.util.Locale;

/** How one event of a transcript is told. */
final class EventFacts {

  private static final String INDENT = "  ";

  private EventFacts() {}

  static void show(Screen screen, TranscriptEvent event) {
    screen.line(
        "#"
            + event.sequence()
            + " "
            + speaker(event.item())
            + "  "
            + Times.text(event.at())
            + (event.completeness() == Completeness.INCOMPLETE ? "  (incomplete)" : ""));
    switch (event.item()) {
      case Item.Message message -> parts(screen, message.content());
      case Item.ToolCall call -> screen.block(INDENT, call.name() + " " + call.arguments());
      case Item.ToolResult result -> parts(screen, result.output());
      case Item.Other other -> screen.block(INDENT, "[" + other.type() + "]");
    }
  }

  private static String speaker(Item item) {
    return switch (item) {
      case Item.Message message -> word(message.role());
      case Item.ToolCall call -> "tool call " + call.callId();
      case Item.ToolResult result -> "tool result " + result.callId();
      case Item.Other other -> "model";
    };
  }

  private static void parts(Screen screen, List<ContentPart> parts) {
    for (ContentPart part : parts) {
      screen.block(
          INDENT,
          switch (part) {
            case ContentPart.Text text -> text.text();
            case ContentPart.Refusal refusal -> "[refusal] " + refusal.refusal();
            case ContentPart.Image image -> "[image, " + image.url().length() + " characters]";
            case ContentPart.File file ->
                "[file " + file.name() + ", " + file.data().length() + " characters]";
            case ContentPart.Other other -> "[" + other.type() + "]";
          });
    }
  }

  static JsonObject json(TranscriptEvent event) {
    JsonObject json =
        new JsonObject()
            .put("sequence", event.sequence())
            .put("id", event.id().value())
            .putOrNull("parentId", parent(event.parent()))
            .put("turnId", event.turn().value())
            .put("at", event.at())
            .put("tokens", event.tokens())
            .putOrNull("provider", provider(event.origin()))
            .put("complete", event.completeness() == Completeness.COMPLETE);
    return switch (event.item()) {
      case Item.Message(Role role, List<ContentPart> content, RawFields extra) ->
          json.put("type", "message")
              .put("role", word(role))
              .putObjects("content", content.stream().map(EventFacts::json).toList())
              .putJson("extra", extra.json());
      case Item.ToolCall(String callId, String name, String arguments, RawFields extra) ->
          json.put("type", "tool_call")
              .put("callId", callId)
              .put("name", name)
              .put("arguments", arguments)
              .putJson("extra", extra.json());
      case Item.ToolResult(String callId, List<ContentPart> output, RawFields extra) ->
          json.put("type", "tool_result")
              .put("callId", callId)
              .putObjects("content", output.stream().map(EventFacts::json).toList())
              .putJson("extra", extra.json());
      case Item.Other(String type, RawFields extra) ->
          json.put("type", type).putJson("extra", extra.json());
    };
  }

  private static JsonObject json(ContentPart part) {
    JsonObject json =
        switch (part) {
          case ContentPart.Text text ->
              new JsonObject().put("type", "text").put("text", text.text());
          case ContentPart.Refusal refusal ->
              new JsonObject().put("type", "refusal").put("refusal", refusal.refusal());
          case ContentPart.Image image ->
              new JsonObject().put("type", "image").put("url", image.url());
          case ContentPart.File file ->
              new JsonObject()
                  .put("type", "file")
                  .putOrNull("name", file.name())
                  .putOrNull("data", file.data());
          case ContentPart.Other other -> new JsonObject().put("type", other.type());
        };
    return json.putJson("extra", part.extra().json());
  }

  private static String parent(EventParent parent) {
    return switch (parent) {
      case EventParent.Root() -> "";
      case EventParent.After(var event) -> event.value();
    };
  }

  private static String provider(EventOrigin origin) {
    return switch (origin) {
      case EventOrigin.Client() -> "";
      case EventOrigin.Model(var provider) -> provider.value();
    };
  }

  private static String word(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }
}
