package dev.holdfast.adapters.sqlite;

import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes an item as the JSON of an event's payload. The same item always gives the same text; raw
 * members stand in it as they came, byte for byte.
 */
final class PayloadWriter {

  private static final JsonFactory JSON = new JsonFactory();

  private PayloadWriter() {}

  static String write(Item item) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      write(item, json);
    }
    return LoneSurrogates.escaped(text.toString());
  }

  private static void write(Item item, JsonGenerator json) {
    json.writeStartObject();
    switch (item) {
      case Item.Message message -> {
        json.writeStringProperty("type", "message");
        json.writeStringProperty("role", message.role().name().toLowerCase(Locale.ROOT));
        write("content", message.content(), json);
      }
      case Item.ToolCall call -> {
        json.writeStringProperty("type", "tool_call");
        json.writeStringProperty("call_id", call.callId());
        json.writeStringProperty("name", call.name());
        json.writeStringProperty("arguments", call.arguments());
      }
      case Item.ToolResult result -> {
        json.writeStringProperty("type", "tool_result");
        json.writeStringProperty("call_id", result.callId());
        write("output", result.output(), json);
      }
      case Item.Other other -> {
        json.writeStringProperty("type", "other");
        json.writeStringProperty("item_type", other.type());
      }
    }
    write(item.extra(), json);
    json.writeEndObject();
  }

  private static void write(String name, List<ContentPart> parts, JsonGenerator json) {
    json.writeArrayPropertyStart(name);
    for (ContentPart part : parts) {
      write(part, json);
    }
    json.writeEndArray();
  }

  private static void write(ContentPart part, JsonGenerator json) {
    json.writeStartObject();
    switch (part) {
      case ContentPart.Text text -> {
        json.writeStringProperty("type", "text");
        json.writeStringProperty("text", text.text());
      }
      case ContentPart.Refusal refusal -> {
        json.writeStringProperty("type", "refusal");
        json.writeStringProperty("refusal", refusal.refusal());
      }
      case ContentPart.Image image -> {
        json.writeStringProperty("type", "image");
        json.writeStringProperty("url", image.url());
      }
      case ContentPart.File file -> {
        json.writeStringProperty("type", "file");
        json.writeStringProperty("name", file.name());
        json.writeStringProperty("data", file.data());
      }
      case ContentPart.Other other -> {
        json.writeStringProperty("type", "other");
        json.writeStringProperty("part_type", other.type());
      }
    }
    write(part.extra(), json);
    json.writeEndObject();
  }

  private static void write(RawFields extra, JsonGenerator json) {
    if (!extra.isEmpty()) {
      json.writeName("extra");
      json.writeRawValue(extra.json());
    }
  }
}
