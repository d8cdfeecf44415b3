package dev.holdfast.adapters.http.upstream;

import dev.holdfast.adapters.http.chat.RawMembers;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.ports.out.model.ModelOutcome;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/**
 * Reads chat completions, the chunks of a streamed one or a whole one: a whole one is one chunk
 * whose deltas are called messages. Reads token by token, since a stream has a chunk for every few
 * letters.
 */
final class AnswerReader implements IncomingAnswer {

  private final AnswerDraft answer;
  private final ChoiceReader choices;

  AnswerReader(AnswerDraft answer) {
    this.answer = answer;
    this.choices = new ChoiceReader(answer);
  }

  @Override
  public void whole(byte[] json, int length) throws ReportedError, MalformedAnswer {
    read(json, length);
  }

  @Override
  public boolean event(byte[] json, int length) throws ReportedError, MalformedAnswer {
    read(json, length);
    return false; // the token counts come behind the end of the last choice
  }

  @Override
  public boolean isFinished() {
    return answer.isFinished();
  }

  @Override
  public ModelOutcome.Answered answered() throws MalformedAnswer {
    return answer.answered();
  }

  @Override
  public List<Item> partial() {
    return answer.partial();
  }

  private void read(byte[] json, int length) throws ReportedError, MalformedAnswer {
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
