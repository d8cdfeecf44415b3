package dev.holdfast.adapters.http.json;

import dev.holdfast.adapters.http.chat.ChatJson;
import dev.holdfast.domain.transcript.RawFields;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Writes members that are only passed on into an object with members of our own. */
public final class PassedMembers {

  private PassedMembers() {}

  /**
   * Appends the members as they are kept, each after a comma, but for those whose name the object
   * has already.
   *
   * @return the names that were appended
   */
  public static Set<String> write(JsonText json, RawFields fields, Set<String> taken) {
    if (fields.isEmpty()) {
      return Set.of();
    }
    Set<String> written = new HashSet<>();
    String text = fields.json();
    try (JsonParser parser = ChatJson.MAPPER.createParser(text)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        int from = (int) parser.currentTokenLocation().getCharOffset();
        parser.nextToken();
        parser.skipChildren();
        parser.finishToken();
        if (!taken.contains(name) && written.add(name)) {
          json.raw(",").raw(text.substring(from, (int) parser.currentLocation().getCharOffset()));
        }
      }
    }
    return written;
  }
}
