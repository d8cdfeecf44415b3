package dev.holdfast.adapters.http.upstream;

import dev.holdfast.adapters.http.chat.Members;
import dev.holdfast.domain.transcript.Item;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** A tool call of a response. */
final class OutputCall implements DraftItem {

  static final String FUNCTION = "function_call";
  static final String CUSTOM = "custom_tool_call";

  private static final Set<String> KNOWN =
      Set.of("type", "id", "status", "call_id", "name", "arguments", "input");

  private static final ObjectNode NOTHING = UpstreamJson.MAPPER.createObjectNode();

  private final CallDraft call;

  OutputCall(CallDraft call) {
    this.call = call;
  }

  /** Takes the head of the item. */
  void begin(ObjectNode head) {
    call.extra(members(head));
    call.add(head.path("call_id").asString(""), head.path("name").asString(""), "", NOTHING);
  }

  /** Adds a fragment of the arguments. */
  void arguments(String fragment) {
    call.add("", "", fragment, NOTHING);
  }

  @Override
  public void complete(ObjectNode whole) {
    begin(whole);
    call.complete(CallReader.arguments(whole.path(isCustom(whole) ? "input" : "arguments")));
  }

  private static ObjectNode members(ObjectNode item) {
    ObjectNode members = UpstreamJson.MAPPER.createObjectNode();
    if (isCustom(item)) {
      members.put("type", "custom");
    }
    ObjectNode others = KeptMembers.telling(item, KNOWN);
    if (!others.isEmpty()) {
      members.set(Members.OF_RESPONSES, others);
    }
    return members;
  }

  private static boolean isCustom(ObjectNode item) {
    return item.path("type").asString("").equals(CUSTOM);
  }

  @Override
  public List<Item> items() throws MalformedAnswer {
    return List.of(call.item());
  }
}
