package dev.holdfast.adapters.http.responses;

import dev.holdfast.adapters.http.chat.ChatJson;
import dev.holdfast.adapters.http.chat.Members;
import dev.holdfast.adapters.http.json.MemberTexts;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How items keep what only the Responses API has words for, and what only chat completions have.
 */
final class Neutral {

  /** The type of an item that holds a model's thoughts. */
  static final String REASONING = "reasoning";

  /** The type of a result of a custom call. */
  static final String CUSTOM_RESULT = "custom_tool_call_output";

  private Neutral() {}

  /** Whether the input of a call is free text. */
  static boolean isCustom(Item.ToolCall call) {
    return isCustom(call.extra());
  }

  /** Whether a call with these members has free text as its input. */
  static boolean isCustom(RawFields extra) {
    return !extra.isEmpty() && Members.tree(extra).path("type").asString("").equals("custom");
  }

  /** What only the Responses API has words for; empty if there is nothing. */
  static ObjectNode ofResponses(ObjectNode extra) {
    return extra.path(Members.OF_RESPONSES) instanceof ObjectNode members
        ? members
        : ChatJson.MAPPER.createObjectNode();
  }

  /** The members of an object but the named ones. Null says what leaving out says. */
  static ObjectNode others(JsonNode object, Set<String> known) {
    ObjectNode others = ChatJson.MAPPER.createObjectNode();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      if (!known.contains(member.getKey()) && !member.getValue().isNull()) {
        others.set(member.getKey(), member.getValue());
      }
    }
    return others;
  }

  /** Members as items keep them: neutral ones, then those of the Responses API. */
  static RawFields kept(ObjectNode neutral, ObjectNode ofResponses) {
    if (!ofResponses.isEmpty()) {
      neutral.set(Members.OF_RESPONSES, ofResponses);
    }
    return Members.raw(neutral);
  }

  /** The same for members of the Responses API only. */
  static RawFields kept(ObjectNode ofResponses) {
    return kept(ChatJson.MAPPER.createObjectNode(), ofResponses);
  }

  /** The members of two objects; of one name, the first one's. */
  static RawFields joined(RawFields first, RawFields second) {
    Map<String, String> members = MemberTexts.of(second);
    members.putAll(MemberTexts.of(first));
    return MemberTexts.fields(members);
  }
}
