package dev.holdfast.adapters.sqlite;

import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.turn.FinishReason;
import dev.holdfast.ports.out.model.KeptAnswer;
import dev.holdfast.ports.out.model.ModelOutcome.Choice;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * An answer as one JSON text: an array that begins with the answer's members and goes on with its
 * choices, each an array of finish reason, members and items; members and items are texts of JSON
 * themselves, so that they come back byte for byte.
 */
final class AnswerPayload {

  private static final JsonFactory JSON = PayloadReader.unbounded();

  private AnswerPayload() {}

  static String write(KeptAnswer.Whole answer) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartArray();
      json.writeString(answer.extra().json());
      for (Choice choice : answer.choices()) {
        json.writeStartArray();
        json.writeString(Word.of(choice.finish()));
        json.writeString(choice.extra().json());
        for (Item item : choice.items()) {
          json.writeString(PayloadWriter.write(item));
        }
        json.writeEndArray();
      }
      json.writeEndArray();
    }
    return LoneSurrogates.escaped(text.toString());
  }

  static KeptAnswer read(String payload) {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), payload)) {
      expect(json.nextToken(), JsonToken.START_ARRAY);
      RawFields extra = new RawFields(text(json));
      List<Choice> choices = new ArrayList<>();
      while (json.nextToken() == JsonToken.START_ARRAY) {
        choices.add(choice(json));
      }
      expect(json.currentToken(), JsonToken.END_ARRAY);
      return new KeptAnswer.Whole(choices, extra);
    } catch (JacksonException | IllegalArgumentException e) {
      throw new PayloadReader.MalformedPayloadException(e);
    }
  }

  private static Choice choice(JsonParser json) {
    FinishReason finish = Word.read(FinishReason.class, text(json));
    RawFields extra = new RawFields(text(json));
    List<Item> items = new ArrayList<>();
    while (json.nextToken() == JsonToken.VALUE_STRING) {
      items.add(PayloadReader.read(json.getString()));
    }
    expect(json.currentToken(), JsonToken.END_ARRAY);
    return new Choice(items, finish, extra);
  }

  private static String text(JsonParser json) {
    expect(json.nextToken(), JsonToken.VALUE_STRING);
    return json.getString();
  }

  private static void expect(JsonToken actual, JsonToken wanted) {
    if (actual != wanted) {
      throw new IllegalArgumentException("the answer is not whole");
    }
  }
}
