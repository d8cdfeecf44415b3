package dev.holdfast.adapters.http.responses;

import dev.holdfast.adapters.http.chat.ChatJson;
import dev.holdfast.adapters.http.chat.Members;
import dev.holdfast.adapters.http.chat.RawMembers;
import dev.holdfast.adapters.http.responses.ContentWriter.Voice;
import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import java.io.StringWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.node.ObjectNode;

/** Writes items; the same items always give the same bytes. */
final class ItemWriter {

  private static final Set<String> OF_MESSAGE = Set.of("id", "type", "status", "role", "content");
  private static final Set<String> OF_CALL =
      Set.of("id", "type", "call_id", "name", "arguments", "input", "status");
  private static final Set<String> OF_RESULT = Set.of("id", "type", "call_id", "output", "status");

  private final JsonGenerator out;
  private final ContentWriter content;

  /** The custom calls that were written, whose results have a type of their own. */
  private final Set<String> customCalls = new HashSet<>();

  ItemWriter(JsonGenerator out, Audience audience) {
    this.out = out;
    this.content = new ContentWriter(out, audience);
  }

  /** An item as clients see it. */
  static String json(Shown shown, ItemStatus status) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = ChatJson.MAPPER.createGenerator(text)) {
      new ItemWriter(out, Audience.CLIENT).shown(shown, status);
    }
    return text.toString();
  }

  /** A part of a model's message as clients see it. */
  static String json(ContentPart part) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = ChatJson.MAPPER.createGenerator(text)) {
      new ContentWriter(out, Audience.CLIENT).part(part, Voice.MODEL);
    }
    return text.toString();
  }

  private void shown(Shown shown, ItemStatus status) {
    out.writeStartObject();
    out.writeStringProperty("id", shown.id());
    switch (shown.item()) {
      case Item.Message message -> {
        out.writeStringProperty("type", "message");
        out.writeStringProperty("status", status.wire());
        message(message);
      }
      case Item.ToolCall call -> {
        call(call);
        out.writeStringProperty("status", status.wire());
        content.rest(call.extra(), OF_CALL);
      }
      case Item.ToolResult result -> {
        result(result, typeOf(result));
        out.writeStringProperty("status", status.wire());
        content.rest(result.extra(), OF_RESULT);
      }
      case Item.Other(String type, RawFields extra) -> other(type, Members.tree(extra));
    }
    out.writeEndObject();
  }

  /** Its own id is its maker's and is not shown. */
  private void other(String type, ObjectNode members) {
    out.writeStringProperty("type", type);
    if (type.equals(Neutral.REASONING) && !members.path("summary").isArray()) {
      out.writeArrayPropertyStart("summary");
      out.writeEndArray();
      members.remove("summary");
    }
    content.members(Neutral.others(members, Set.of("id", "type")), Set.of());
  }

  /** Writes an item for an upstream. */
  void forUpstream(Item item) {
    if (!isTold(item)) {
      return;
    }
    out.writeStartObject();
    switch (item) {
      case Item.Message message -> {
        out.writeStringProperty("type", "message");
        message(message);
      }
      case Item.ToolCall call -> {
        call(call);
        content.rest(call.extra(), OF_CALL);
      }
      case Item.ToolResult result -> {
        boolean custom = customCalls.contains(result.callId());
        result(result, custom ? Neutral.CUSTOM_RESULT : typeOf(result));
        content.rest(result.extra(), OF_RESULT);
      }
      case Item.Other(String type, RawFields extra) -> {
        out.writeStringProperty("type", type);
        RawMembers.write(out, extra);
      }
    }
    out.writeEndObject();
  }

  /**
   * An upstream that keeps nothing can make no use of thoughts it has not sealed, and a message
   * that says nothing only carries thoughts.
   */
  private static boolean isTold(Item item) {
    return switch (item) {
      case Item.Message message -> message.role() != Role.ASSISTANT || !message.content().isEmpty();
      case Item.ToolCall _, Item.ToolResult _ -> true;
      case Item.Other(String type, RawFields extra) ->
          !type.equals(Neutral.REASONING)
              || Members.tree(extra).path("encrypted_content").isString();
    };
  }

  private void message(Item.Message message) {
    out.writeStringProperty("role", message.role().name().toLowerCase(Locale.ROOT));
    out.writeName("content");
    content.parts(message.content(), message.role() == Role.ASSISTANT ? Voice.MODEL : Voice.OTHERS);
    content.rest(message.extra(), OF_MESSAGE);
  }

  private void call(Item.ToolCall call) {
    boolean custom = Neutral.isCustom(call);
    if (custom) {
      customCalls.add(call.callId());
    }
    out.writeStringProperty("type", custom ? "custom_tool_call" : "function_call");
    out.writeStringProperty("call_id", call.callId());
    out.writeStringProperty("name", call.name());
    out.writeStringProperty(custom ? "input" : "arguments", call.arguments());
  }

  private static String typeOf(Item.ToolResult result) {
    String kept = Neutral.ofResponses(Members.tree(result.extra())).path("type").asString("");
    return kept.equals(Neutral.CUSTOM_RESULT) ? kept : "function_call_output";
  }

  private void result(Item.ToolResult result, String type) {
    out.writeStringProperty("type", type);
    out.writeStringProperty("call_id", result.callId());
    out.writeName("output");
    List<ContentPart> output = result.output();
    if (output.size() == 1
        && output.getFirst() instanceof ContentPart.Text(String text, RawFields extra)
        && Neutral.ofResponses(Members.tree(extra)).isEmpty()) {
      out.writeString(text);
    } else {
      content.parts(output, Voice.OTHERS);
    }
  }
}
