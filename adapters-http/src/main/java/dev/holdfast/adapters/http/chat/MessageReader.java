package dev.holdfast.adapters.http.chat;

import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads one message of a request. */
final class MessageReader {

  private static final Set<String> PLAIN = Set.of("role", "content");
  private static final Set<String> TOOL = Set.of("role", "content", "tool_call_id");
  private static final Set<String> ASSISTANT =
      Set.of("role", "content", "refusal", "tool_calls", "function_call");

  private MessageReader() {}

  /** Appends what a message says. */
  static void read(JsonNode message, List<Item> items) {
    if (!message.isObject()) {
      throw new MalformedMember("", "must be an object with a role" + Members.found(message));
    }
    Members.refuseOwn(message);
    String role = Members.text(message, "role");
    switch (role) {
      case "system" -> items.add(plain(Role.SYSTEM, message));
      case "developer" -> items.add(plain(Role.DEVELOPER, message));
      case "user" -> items.add(plain(Role.USER, message));
      case "assistant" -> assistant(message, items);
      case "tool" -> items.add(toolResult(message));
      case "function" ->
          throw new MalformedMember(
              "role",
              "'function' is the legacy form of a tool's answer; send role 'tool' with the"
                  + " tool_call_id of the call it answers");
      default ->
          throw new MalformedMember(
              "role", "must be one of system, developer, user, assistant, tool");
    }
  }

  private static Item plain(Role role, JsonNode message) {
    return new Item.Message(
        role, PartReader.read(message.path("content")), Members.raw(message, PLAIN));
  }

  private static Item toolResult(JsonNode message) {
    return new Item.ToolResult(
        Members.name(message, "tool_call_id"),
        PartReader.read(message.path("content")),
        Members.raw(message, TOOL));
  }

  private static void assistant(JsonNode message, List<Item> items) {
    if (!Members.absent(message.path("function_call"))) {
      throw new MalformedMember(
          "function_call", "is the legacy form of a tool call; send it in tool_calls with an id");
    }
    List<Item> calls = ToolCallReader.read(message.path("tool_calls"));
    List<ContentPart> said = said(message, calls.isEmpty());
    RawFields extra = Members.raw(message, ASSISTANT);
    if (!said.isEmpty() || tellsSomething(message)) {
      items.add(new Item.Message(Role.ASSISTANT, said, extra));
    } else if (calls.isEmpty()) {
      throw new MalformedMember("content", "must be there when the message has no tool_calls");
    }
    items.addAll(calls);
  }

  /**
   * Content and refusal together. Clients send an empty text beside tool calls where they mean
   * none; alone it is what the assistant said.
   */
  private static List<ContentPart> said(JsonNode message, boolean alone) {
    JsonNode content = message.path("content");
    boolean silent =
        Members.absent(content)
            || (!alone && content.isString() && content.stringValue().isEmpty());
    List<ContentPart> said = new ArrayList<>(silent ? List.of() : PartReader.read(content));
    String refusal = Members.optionalText(message, "refusal");
    if (!refusal.isEmpty()) {
      said.add(new ContentPart.Refusal(refusal, RawFields.NONE));
    }
    return said;
  }

  /** Whether a member beside the known ones is worth a message that says nothing itself. */
  private static boolean tellsSomething(JsonNode message) {
    for (Map.Entry<String, JsonNode> member : message.properties()) {
      if (!ASSISTANT.contains(member.getKey()) && RawMembers.tells(member.getValue())) {
        return true;
      }
    }
    return false;
  }
}
