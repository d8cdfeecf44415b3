package dev.holdfast.app.files.configuration;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/** Parses JSON with comments and trailing commas. */
final class LenientJson {

  /** Objects and lists inside each other; the configuration needs five. */
  private static final int MAX_DEPTH = 32;

  /** Digits of a number; no key takes more than ten. */
  private static final int MAX_NUMBER_LENGTH = 100;

  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(MAX_NUMBER_LENGTH)
                  .build())
          .build();

  private final JsonParser parser;

  private LenientJson(JsonParser parser) {
    this.parser = parser;
  }

  /** What a text turned out to be. */
  sealed interface Parsed {

    record Whole(JsonValue value) implements Parsed {}

    /** It is not JSON from this place on; what Jackson says is kept out, since it quotes. */
    record Broken(Spot spot, String problem) implements Parsed {}
  }

  static Parsed parse(String text) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      return new LenientJson(parser).parse();
    }
  }

  private Parsed parse() {
    try {
      return document();
    } catch (UnexpectedEndOfInputException end) {
      return new Parsed.Broken(whereParsed(), "it ends before its last '}'");
    } catch (StreamConstraintsException tooMuch) {
      return new Parsed.Broken(
          whereParsed(), "a name, number or nesting is larger than any key needs");
    } catch (JacksonException broken) {
      return new Parsed.Broken(whereParsed(), "at or just before this place it is not valid JSON");
    }
  }

  private Parsed document() {
    JsonToken first = parser.nextToken();
    if (first == null) {
      return new Parsed.Broken(Spot.START, "it is empty; the least it can hold is {}");
    }
    JsonValue value = value(first);
    return parser.nextToken() == null
        ? new Parsed.Whole(value)
        : new Parsed.Broken(here(), "more follows after its last '}'");
  }

  private JsonValue value(JsonToken token) {
    Spot spot = here();
    return switch (token) {
      case START_OBJECT -> new JsonValue.Composite(spot, members());
      case START_ARRAY -> new JsonValue.Sequence(spot, elements());
      case VALUE_STRING -> new JsonValue.Text(spot, parser.getString());
      case VALUE_NUMBER_INT -> new JsonValue.Whole(spot, parser.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> new JsonValue.Fraction(spot);
      case VALUE_TRUE, VALUE_FALSE -> new JsonValue.Truth(spot);
      case VALUE_NULL -> new JsonValue.Nothing(spot);
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("no value begins with " + token);
    };
  }

  private List<JsonValue.Member> members() {
    List<JsonValue.Member> members = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      Spot spot = here();
      members.add(new JsonValue.Member(name, spot, value(parser.nextToken())));
    }
    return members;
  }

  private List<JsonValue> elements() {
    List<JsonValue> elements = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      elements.add(value(token));
    }
    return elements;
  }

  private Spot whereParsed() {
    return spotOf(parser.currentLocation());
  }

  private Spot here() {
    return spotOf(parser.currentTokenLocation());
  }

  private static Spot spotOf(TokenStreamLocation location) {
    return new Spot(Math.max(location.getLineNr(), 1), Math.max(location.getColumnNr(), 1));
  }
}
