package dev.holdfast.adapters.http.upstream;

import dev.holdfast.adapters.http.chat.Members;
import dev.holdfast.adapters.http.chat.RawMembers;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the choices of a chunk. The members of a choice come in any order, so its fields hold what
 * was read until the choice ends.
 */
final class ChoiceReader {

  private static final ArrayNode NO_ELEMENTS = UpstreamJson.MAPPER.createArrayNode();

  private final AnswerDraft answer;

  private int index;
  private String finish = "";
  private String text = "";
  private String refusal = "";
  private JsonNode parts = NO_ELEMENTS;
  private JsonNode calls = NO_ELEMENTS;
  private final ObjectNode choiceMembers = UpstreamJson.MAPPER.createObjectNode();
  private final ObjectNode messageMembers = UpstreamJson.MAPPER.createObjectNode();

  ChoiceReader(AnswerDraft answer) {
    this.answer = answer;
  }

  /** Reads the array the parser stands at and adds its choices to the answer. */
  void readAll(JsonParser in) throws MalformedAnswer {
    if (in.currentToken() != JsonToken.START_ARRAY) {
      if (in.currentToken() != JsonToken.VALUE_NULL) {
        throw new MalformedAnswer("sent choices that are not an array");
      }
      return;
    }
    while (in.nextToken() != JsonToken.END_ARRAY) {
      if (in.currentToken() != JsonToken.START_OBJECT) {
        throw new MalformedAnswer("sent a choice that is not an object");
      }
      forget();
      readChoice(in);
      tell(answer.choice(index));
    }
  }

  private void forget() {
    index = 0;
    finish = "";
    text = "";
    refusal = "";
    parts = NO_ELEMENTS;
    calls = NO_ELEMENTS;
    choiceMembers.removeAll();
    messageMembers.removeAll();
  }

  private void readChoice(JsonParser in) throws MalformedAnswer {
    for (String name = in.nextName(); name != null; name = in.nextName()) {
      JsonToken value = in.nextToken();
      switch (name) {
        case "index" -> index = in.getValueAsInt(0);
        case "finish_reason" -> finish = text(in, name);
        case "delta", "message" -> readMessage(in, value);
        default -> keep(choiceMembers, name, in);
      }
    }
  }

  private void readMessage(JsonParser in, JsonToken start) throws MalformedAnswer {
    if (start != JsonToken.START_OBJECT) {
      if (start != JsonToken.VALUE_NULL) {
        throw new MalformedAnswer("sent a message that is not an object");
      }
      return;
    }
    for (String name = in.nextName(); name != null; name = in.nextName()) {
      JsonToken value = in.nextToken();
      switch (name) {
        case "role", Members.OF_RESPONSES -> in.skipChildren();
        case "content" -> readContent(in, value);
        case "refusal" -> refusal = text(in, name);
        case "tool_calls" -> calls = in.readValueAsTree();
        default -> keep(messageMembers, name, in);
      }
    }
  }

  private void readContent(JsonParser in, JsonToken start) throws MalformedAnswer {
    if (start == JsonToken.START_ARRAY) {
      parts = in.readValueAsTree();
    } else {
      text = text(in, "content");
    }
  }

  private static String text(JsonParser in, String name) throws MalformedAnswer {
    return switch (in.currentToken()) {
      case VALUE_STRING -> in.getString();
      case VALUE_NULL -> "";
      default -> throw new MalformedAnswer("sent a " + name + " that is not a string");
    };
  }

  private static void keep(ObjectNode members, String name, JsonParser in) {
    if (in.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    JsonNode value = in.readValueAsTree();
    if (RawMembers.tells(value)) {
      members.set(name, value);
    }
  }

  private void tell(ChoiceDraft choice) throws MalformedAnswer {
    choice.others(messageMembers);
    for (JsonNode part : parts) {
      tellPart(choice, part);
    }
    if (!text.isEmpty() || !choiceMembers.isEmpty()) {
      choice.text(text, choiceMembers);
    }
    if (!refusal.isEmpty()) {
      choice.refusal(refusal);
    }
    for (JsonNode call : calls) {
      CallReader.read(choice, call);
    }
    if (!finish.isEmpty()) {
      choice.finish(finish);
    }
  }

  private static void tellPart(ChoiceDraft choice, JsonNode part) throws MalformedAnswer {
    if (!(part instanceof ObjectNode members)) {
      throw new MalformedAnswer("sent a content part that is not an object");
    }
    String type = members.path("type").asString("");
    if (type.equals("text")) {
      choice.text(members.path("text").asString(""), UpstreamJson.MAPPER.createObjectNode());
    } else {
      choice.part(type.isEmpty() ? "unknown" : type, members.without("type"));
    }
  }
}
