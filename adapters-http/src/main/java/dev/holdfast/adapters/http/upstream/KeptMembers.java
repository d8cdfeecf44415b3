package dev.holdfast.adapters.http.upstream;

import dev.holdfast.adapters.http.chat.RawMembers;
import dev.holdfast.adapters.http.chat.WellFormedText;
import dev.holdfast.domain.transcript.RawFields;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Members that are only passed on, joined over the chunks of a stream: texts and arrays grow,
 * objects are joined member by member, everything else and identifying texts are replaced.
 */
final class KeptMembers {

  /** Texts that chunks repeat instead of continuing them. */
  private static final Set<String> REPEATED = Set.of("id", "type", "role", "name", "format");

  private final ObjectNode members = UpstreamJson.MAPPER.createObjectNode();

  /** The growing texts among the members; a reasoning of thousands of chunks is one of them. */
  private final Map<String, StringBuilder> texts = new HashMap<>();

  /** Members as they are kept in items. */
  static RawFields raw(ObjectNode members) {
    return members.isEmpty()
        ? RawFields.NONE
        : new RawFields(WellFormedText.repaired(UpstreamJson.MAPPER.writeValueAsString(members)));
  }

  /** The members of an object beside known ones, without those that say nothing. */
  static ObjectNode telling(JsonNode object, Set<String> known) {
    ObjectNode others = UpstreamJson.MAPPER.createObjectNode();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      if (!known.contains(member.getKey()) && RawMembers.tells(member.getValue())) {
        others.set(member.getKey(), member.getValue());
      }
    }
    return others;
  }

  /** Joins the members of a chunk to those that came before. */
  void join(ObjectNode more) {
    for (Map.Entry<String, JsonNode> member : more.properties()) {
      String name = member.getKey();
      JsonNode value = member.getValue();
      if (value.isString() && !REPEATED.contains(name)) {
        texts.computeIfAbsent(name, absent -> new StringBuilder()).append(value.stringValue());
        members.put(name, "");
      } else {
        texts.remove(name);
        join(members, name, value);
      }
    }
  }

  /** Puts a member in the place of the one of the same name. */
  void replace(String name, JsonNode value) {
    texts.remove(name);
    members.set(name, value);
  }

  RawFields raw() {
    texts.forEach((name, text) -> members.put(name, text.toString()));
    return raw(members);
  }

  private static void join(ObjectNode into, String name, JsonNode value) {
    JsonNode before = into.path(name);
    if (before instanceof ObjectNode object && value instanceof ObjectNode addition) {
      for (Map.Entry<String, JsonNode> member : addition.properties()) {
        join(object, member.getKey(), member.getValue());
      }
    } else if (before instanceof ArrayNode array && value instanceof ArrayNode addition) {
      array.addAll(addition);
    } else if (before.isString() && value.isString() && !REPEATED.contains(name)) {
      into.put(name, before.stringValue() + value.stringValue());
    } else {
      into.set(name, value);
    }
  }
}
