package dev.holdfast.app.files.configuration;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;

/**
 * A configuration text that may be shown. A value stays where the schema expects one of its kind
 * and its key is not called like a secret or like what an agent is told; of everything else,
 * objects and lists as a whole, only the kind and the length stay. Comments go.
 */
public final class RedactedConfiguration {

  /** A reference names a secret and is none. */
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{[A-Za-z_][A-Za-z0-9_]*}");

  /** User and password in a URL, and what it asks for: either may hold a secret. */
  private static final Pattern USER_INFO = Pattern.compile("//[^/@\\s]*@");

  private static final Pattern QUERY = Pattern.compile("(://[^?#\\s]*)[?#].*");

  private final JsonParser parser;
  private final JsonGenerator shown;
  private final List<String> secrets;

  private RedactedConfiguration(JsonParser parser, JsonGenerator shown, List<String> secrets) {
    this.parser = parser;
    this.shown = shown;
    this.secrets = secrets;
  }

  /** The text that may be shown; a sentence in its place if it cannot be read as JSON. */
  public static String of(String text) {
    StringWriter shown = new StringWriter();
    try {
      copy(text, shown, new ArrayList<>());
    } catch (JacksonException broken) {
      return "It is not JSON, so nothing of it is shown: what in it is secret cannot be told.\n";
    }
    return shown + "\n";
  }

  /**
   * The values that are called like a secret, wherever they stand and whether or not the text
   * holds; references to variables and names of files among them. Where it is no JSON any more,
   * those before that place.
   */
  public static List<String> secretsIn(String text) {
    List<String> secrets = new ArrayList<>();
    try {
      copy(text, new StringWriter(), secrets);
    } catch (JacksonException broken) {
      return List.copyOf(secrets);
    }
    return List.copyOf(secrets);
  }

  private static void copy(String text, StringWriter shown, List<String> secrets) {
    try (JsonParser parser = LenientJson.FACTORY.createParser(ObjectReadContext.empty(), text);
        JsonGenerator generator = new JsonFactory().createGenerator(pretty(), shown)) {
      RedactedConfiguration copy = new RedactedConfiguration(parser, generator, secrets);
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        copy.value(token, SchemaSeat.root());
      }
    }
  }

  private void value(JsonToken token, SchemaSeat seat) {
    switch (token) {
      case START_OBJECT -> {
        if (seat.takes(SchemaSeat.OBJECT)) {
          members(seat);
        } else {
          shown.writeString("[redacted, an object]");
          collect(token, seat.isSecret());
        }
      }
      case START_ARRAY -> {
        if (seat.takes(SchemaSeat.LIST)) {
          elements(seat);
        } else {
          shown.writeString("[redacted, a list]");
          collect(token, seat.isSecret());
        }
      }
      case VALUE_STRING -> text(parser.getString(), seat);
      case VALUE_NUMBER_INT -> scalar(token, "integer", seat);
      case VALUE_NUMBER_FLOAT -> scalar(token, "number", seat);
      case VALUE_TRUE, VALUE_FALSE -> scalar(token, "boolean", seat);
      case VALUE_NULL -> shown.writeNull();
      case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT, PROPERTY_NAME, END_OBJECT, END_ARRAY ->
          throw new IllegalStateException("no value begins with " + token);
    }
  }

  private void members(SchemaSeat seat) {
    shown.writeStartObject();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      shown.writeName(name);
      value(parser.nextToken(), seat.member(name));
    }
    shown.writeEndObject();
  }

  private void elements(SchemaSeat seat) {
    shown.writeStartArray();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      value(token, seat.element());
    }
    shown.writeEndArray();
  }

  private void text(String text, SchemaSeat seat) {
    if (REFERENCE.matcher(text).matches() || seat.takesText(text)) {
      String host = USER_INFO.matcher(text).replaceAll("//[redacted]@");
      shown.writeString(QUERY.matcher(host).replaceAll("$1?[redacted]"));
    } else {
      shown.writeString("[redacted, " + text.length() + " characters]");
    }
    collect(JsonToken.VALUE_STRING, seat.isSecret());
  }

  private void scalar(JsonToken token, String kind, SchemaSeat seat) {
    if (seat.takes(kind)) {
      shown.copyCurrentEvent(parser);
    } else {
      shown.writeString("[redacted, a " + kind + "]");
    }
    collect(token, seat.isSecret());
  }

  /** Goes over a value to its end, and keeps what in it is called like a secret. */
  private void collect(JsonToken token, boolean secret) {
    switch (token) {
      case START_OBJECT -> {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          collect(parser.nextToken(), secret || SchemaSeat.isCalledSecret(name));
        }
      }
      case START_ARRAY -> {
        for (JsonToken element = parser.nextToken();
            element != JsonToken.END_ARRAY;
            element = parser.nextToken()) {
          collect(element, secret);
        }
      }
      case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        if (secret) {
          secrets.add(parser.getString());
        }
      }
      case VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> {}
      case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT, PROPERTY_NAME, END_OBJECT, END_ARRAY ->
          throw new IllegalStateException("no value begins with " + token);
    }
  }

  private static ObjectWriteContext pretty() {
    return new ObjectWriteContext.Base() {
      @Override
      public PrettyPrinter getPrettyPrinter() {
        return new DefaultPrettyPrinter(Separators.createDefaultInstance());
      }
    };
  }
}
