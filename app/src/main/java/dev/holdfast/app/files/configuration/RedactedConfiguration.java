package dev.holdfast.app.files.configuration;

import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;

/**
 * A configuration text that may be shown: comments go, and of every member that can hold a secret
 * or what an agent is told only its length stays, whether or not the key is one that is known.
 */
public final class RedactedConfiguration {

  /** Names of members whose texts are not shown, wherever they stand. */
  private static final Pattern HIDDEN =
      Pattern.compile(
          "(?i).*(key|token|secret|password|credential|authorization|cookie|instructions).*");

  /** Members that are called so and hold no secret. */
  private static final Pattern SHOWN = Pattern.compile("(?i)mainKey|keyFrom|maxTokensName");

  /** A reference names a secret and is none. */
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{[A-Za-z_][A-Za-z0-9_]*}");

  /** User and password in a URL. */
  private static final Pattern USER_INFO = Pattern.compile("//[^/@\\s]*@");

  private RedactedConfiguration() {}

  /** The text that may be shown; a sentence in its place if it cannot be read as JSON. */
  public static String of(String text) {
    StringWriter shown = new StringWriter();
    try (JsonParser parser = LenientJson.FACTORY.createParser(ObjectReadContext.empty(), text);
        JsonGenerator generator = new JsonFactory().createGenerator(pretty(), shown)) {
      copy(parser, generator);
    } catch (JacksonException broken) {
      return "It is not JSON, so nothing of it is shown: what in it is secret cannot be told.\n";
    }
    return shown + "\n";
  }

  private static void copy(JsonParser parser, JsonGenerator generator) {
    Deque<String> names = new ArrayDeque<>();
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      switch (token) {
        case PROPERTY_NAME -> {
          names.pop();
          names.push(parser.currentName());
          generator.copyCurrentEvent(parser);
        }
        case START_OBJECT, START_ARRAY -> {
          // What stands in a list or an object is called as the list or the object is.
          names.push(names.isEmpty() ? "" : names.peek());
          generator.copyCurrentEvent(parser);
        }
        case END_OBJECT, END_ARRAY -> {
          names.pop();
          generator.copyCurrentEvent(parser);
        }
        case VALUE_STRING ->
            generator.writeString(shown(names.isEmpty() ? "" : names.peek(), parser.getString()));
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE, VALUE_NULL ->
            generator.copyCurrentEvent(parser);
        case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
            throw new IllegalStateException("no text has a " + token);
      }
    }
  }

  private static String shown(String name, String value) {
    boolean hidden =
        HIDDEN.matcher(name).matches()
            && !SHOWN.matcher(name).matches()
            && !REFERENCE.matcher(value).matches();
    return hidden
        ? "[redacted, " + value.length() + " characters]"
        : USER_INFO.matcher(value).replaceAll("//[redacted]@");
  }

  private static ObjectWriteContext pretty() {
    return new ObjectWriteContext.Base() {
      @Override
      public tools.jackson.core.PrettyPrinter getPrettyPrinter() {
        return new DefaultPrettyPrinter(Separators.createDefaultInstance());
      }
    };
  }
}
