package dev.holdfast.adapters.http.upstream;

import dev.holdfast.adapters.http.chat.RawMembers;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/**
 * Reads a chunk of a streamed answer, or a whole one: a whole answer is one chunk whose deltas are
 * called messages. Reads token by token, since a stream has a chunk for every few letters.
 */
final class AnswerReader {

  private final AnswerDraft answer;
  private final ChoiceReader choices;

  AnswerReader(AnswerDraft answer) {
    this.answer = answer;
    this.choices = new ChoiceReader(answer);
  }

  /**
   * Adds what a chunk says.
   *
   * @throws ReportedError if it is an error
   * @throws MalformedAnswer if it is neither; what came before it stays added
   */
  void read(byte[] json, int length) throws ReportedError, MalformedAnswer {
    try (JsonParser in = UpstreamJson.MAPPER.createParser(json, 0, length)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw new MalformedAnswer("sent JSON that is not an object");
      }
      for (String name = in.nextName(); name != null; name = in.nextName()) {
        JsonToken value = in.nextToken();
        switch (name) {
          case "choices" -> choices.readAll(in);
          case "id", "object", "created", "model" -> in.skipChildren();
          case "usage" -> usage(in.readValueAsTree());
          case "error" -> error(in.readValueAsTree());
          default -> other(name, value, in);
        }
      }
    } catch (JacksonException malformed) {
      throw new MalformedAnswer("sent text that is not valid JSON");
    }
  }

  private void usage(JsonNode usage) {
    if (usage.isObject()) {
      answer.usage(ReportedUsages.read(usage));
    }
  }

  private static void error(JsonNode error) throws ReportedError {
    if (RawMembers.tells(error)) {
      throw new ReportedError(error);
    }
  }

  private void other(String name, JsonToken value, JsonParser in) {
    if (value != JsonToken.VALUE_NULL) {
      answer.extra(name, in.readValueAsTree());
    }
  }
}
