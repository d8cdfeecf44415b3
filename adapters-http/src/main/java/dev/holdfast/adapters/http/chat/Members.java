package dev.holdfast.adapters.http.chat;

import dev.holdfast.domain.transcript.RawFields;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes members out of JSON objects, known ones by type and the others whole. */
public final class Members {

  /**
   * The member of an item or a part that holds what only the Responses API has words for. The name
   * is the gateway's own: clients may not send it, and nobody is told it.
   */
  public static final String OF_RESPONSES = "holdfast:responses";

  private Members() {}

  /** The object's members but the named ones, in their order. */
  public static ObjectNode others(JsonNode object, Set<String> known) {
    ObjectNode others = ChatJson.MAPPER.createObjectNode();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      if (!known.contains(member.getKey())) {
        others.set(member.getKey(), member.getValue());
      }
    }
    return others;
  }

  /** The object's members but the named ones, as they are kept in items. */
  public static RawFields raw(JsonNode object, Set<String> known) {
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      if (!known.contains(member.getKey())) {
        return raw(others(object, known));
      }
    }
    return RawFields.NONE;
  }

  /**
   * Members as they are kept in items.
   *
   * @throws MalformedMember if a text in them is not well-formed Unicode
   */
  public static RawFields raw(ObjectNode members) {
    return members.isEmpty()
        ? RawFields.NONE
        : new RawFields(wellFormed("", ChatJson.MAPPER.writeValueAsString(members)));
  }

  /**
   * The members of an object, those of one nested object beside it kept under the nested name.
   * Nested ones come last, so that reading what was written gives the same text.
   */
  public static RawFields raw(
      JsonNode object, Set<String> known, String nested, JsonNode inner, Set<String> knownInner) {
    ObjectNode outer = others(object, known);
    ObjectNode rest = others(inner, knownInner);
    if (!rest.isEmpty()) {
      outer.set(nested, rest);
    }
    return raw(outer);
  }

  /** Raw fields as a tree. */
  public static ObjectNode tree(RawFields fields) {
    return fields.isEmpty()
        ? ChatJson.MAPPER.createObjectNode()
        : (ObjectNode) ChatJson.MAPPER.readTree(fields.json());
  }

  /** Refuses an object with the member that is the gateway's own, whatever it says. */
  public static void refuseOwn(JsonNode object) {
    if (object.has(OF_RESPONSES)) {
      throw new MalformedMember(OF_RESPONSES, "is a name of the gateway's own; leave it out");
    }
  }

  /** Whether the member is absent or null, which says the same. */
  public static boolean absent(JsonNode member) {
    return member.isMissingNode() || member.isNull();
  }

  /** A text that may be empty. */
  public static String text(JsonNode object, String name) {
    JsonNode member = object.path(name);
    if (!member.isString()) {
      throw new MalformedMember(name, "must be a string" + found(member));
    }
    return wellFormed(name, member.stringValue());
  }

  /** A text that says something. */
  public static String name(JsonNode object, String name) {
    String text = text(object, name);
    if (text.isEmpty()) {
      throw new MalformedMember(name, "must not be empty");
    }
    return text;
  }

  /** A text that may be left out; empty then. */
  public static String optionalText(JsonNode object, String name) {
    return absent(object.path(name)) ? "" : text(object, name);
  }

  /** A member that is an object itself. */
  public static JsonNode object(JsonNode object, String name) {
    JsonNode member = object.path(name);
    if (!member.isObject()) {
      throw new MalformedMember(name, "must be an object" + found(member));
    }
    return member;
  }

  /** What stands where something else was expected, for the end of a message. */
  public static String found(JsonNode node) {
    if (node.isMissingNode()) {
      return ", but it is missing";
    }
    String kind =
        switch (node.getNodeType()) {
          case ARRAY -> "an array";
          case BOOLEAN -> "a boolean";
          case NULL -> "null";
          case NUMBER -> "a number";
          case OBJECT -> "an object";
          case STRING -> "a string";
          case BINARY, MISSING, POJO -> "something else";
        };
    return ", but it is " + kind;
  }

  /**
   * The text itself. Half of a surrogate pair, which JSON can escape, has no UTF-8 form: it could
   * be neither stored nor sent on as it is.
   */
  public static String wellFormed(String name, String text) {
    if (!WellFormedText.holds(text)) {
      throw new MalformedMember(name, "holds half of a surrogate pair, which is not valid Unicode");
    }
    return text;
  }
}
