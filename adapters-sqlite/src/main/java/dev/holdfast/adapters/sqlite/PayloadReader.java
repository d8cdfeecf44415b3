package dev.holdfast.adapters.sqlite;

import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** Reads the JSON of an event's payload back into the item it was written from. */
final class PayloadReader {

  /** What was stored was bounded when it came in; here nothing more is refused. */
  private static final StreamReadConstraints UNBOUNDED =
      StreamReadConstraints.builder()
          .maxNestingDepth(Integer.MAX_VALUE)
          .maxStringLength(Integer.MAX_VALUE)
          .maxNameLength(Integer.MAX_VALUE)
          .maxNumberLength(Integer.MAX_VALUE)
          .build();

  private static final JsonFactory JSON = unbounded();

  private final String payload;
  private final JsonParser json;

  /** Reads what was stored here, whatever its size. */
  static JsonFactory unbounded() {
    return JsonFactory.builder().streamReadConstraints(UNBOUNDED).build();
  }

  private PayloadReader(String payload, JsonParser json) {
    this.payload = payload;
    this.json = json;
  }

  /**
   * The item.
   *
   * @throws MalformedPayloadException if the text is none that was written here
   */
  static Item read(String payload) {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), payload)) {
      PayloadReader reader = new PayloadReader(payload, json);
      reader.expect(json.nextToken(), JsonToken.START_OBJECT);
      return reader.item();
    } catch (JacksonException | IllegalArgumentException e) {
      throw new MalformedPayloadException(e);
    }
  }

  /** A payload that does not hold an item. */
  static final class MalformedPayloadException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MalformedPayloadException(RuntimeException cause) {
      super("not the payload of an event", cause);
    }
  }

  private Item item() {
    Members members = members();
    RawFields extra = members.extra;
    return switch (members.text("type")) {
      case "message" ->
          new Item.Message(Word.read(Role.class, members.text("role")), members.parts, extra);
      case "tool_call" ->
          new Item.ToolCall(
              members.text("call_id"), members.text("name"), members.text("arguments"), extra);
      case "tool_result" -> new Item.ToolResult(members.text("call_id"), members.parts, extra);
      case "other" -> new Item.Other(members.text("item_type"), extra);
      default -> throw new IllegalArgumentException("no such kind of item");
    };
  }

  private ContentPart part() {
    Members members = members();
    RawFields extra = members.extra;
    return switch (members.text("type")) {
      case "text" -> new ContentPart.Text(members.text("text"), extra);
      case "refusal" -> new ContentPart.Refusal(members.text("refusal"), extra);
      case "image" -> new ContentPart.Image(members.text("url"), extra);
      case "file" -> new ContentPart.File(members.text("name"), members.text("data"), extra);
      case "other" -> new ContentPart.Other(members.text("part_type"), extra);
      default -> throw new IllegalArgumentException("no such kind of part");
    };
  }

  /** The members of the object whose start was just read. */
  private Members members() {
    Members members = new Members();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      switch (json.nextToken()) {
        case VALUE_STRING -> members.texts.put(name, json.getString());
        case START_ARRAY -> members.parts = parts();
        case START_OBJECT -> members.extra = raw();
        default -> throw new IllegalArgumentException("no such member");
      }
    }
    expect(json.currentToken(), JsonToken.END_OBJECT);
    return members;
  }

  private List<ContentPart> parts() {
    List<ContentPart> parts = new ArrayList<>();
    while (json.nextToken() == JsonToken.START_OBJECT) {
      parts.add(part());
    }
    expect(json.currentToken(), JsonToken.END_ARRAY);
    return parts;
  }

  /** The object whose start was just read, as it stands in the payload. */
  private RawFields raw() {
    int from = Math.toIntExact(json.currentTokenLocation().getCharOffset());
    json.skipChildren();
    int to = Math.toIntExact(json.currentLocation().getCharOffset());
    return new RawFields(payload.substring(from, to));
  }

  private void expect(JsonToken actual, JsonToken wanted) {
    if (actual != wanted) {
      throw new IllegalArgumentException("the payload is not whole");
    }
  }

  private static final class Members {

    private final Map<String, String> texts = new HashMap<>();
    private List<ContentPart> parts = List.of();
    private RawFields extra = RawFields.NONE;

    String text(String name) {
      String text = texts.get(name);
      if (text == null) {
        throw new IllegalArgumentException("a member is missing");
      }
      return text;
    }
  }
}
