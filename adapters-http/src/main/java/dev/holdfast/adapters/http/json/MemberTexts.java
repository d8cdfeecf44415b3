package dev.holdfast.adapters.http.json;

import dev.holdfast.domain.transcript.RawFields;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The members of raw fields, each value as the text it came as. */
public final class MemberTexts {

  /** Of members of one name, which only an upstream can have put together, the last counts. */
  private static final JsonFactory READER = new JsonFactory();

  private MemberTexts() {}

  /** The values by their names, in order; a value's text is as it stands in the fields. */
  public static Map<String, String> of(RawFields fields) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (fields.isEmpty()) {
      return texts;
    }
    String json = fields.json();
    try (JsonParser parser = READER.createParser(ObjectReadContext.empty(), json)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        int from = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        parser.finishToken();
        texts.put(name, json.substring(from, (int) parser.currentLocation().getCharOffset()));
      }
    }
    return texts;
  }

  /** Fields of these members, in order. */
  public static RawFields fields(Map<String, String> texts) {
    if (texts.isEmpty()) {
      return RawFields.NONE;
    }
    JsonText json = new JsonText();
    String before = "{";
    for (Map.Entry<String, String> member : texts.entrySet()) {
      json.raw(before).string(member.getKey()).raw(":").raw(member.getValue());
      before = ",";
    }
    return new RawFields(json.raw("}").text());
  }
}
