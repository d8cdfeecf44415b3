package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.HttpSettings;
import dev.holdfast.adapters.http.HttpSettings.KeySource;
import dev.holdfast.adapters.http.HttpSettings.Place;
import dev.holdfast.adapters.http.chat.ChatJson;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;

/** Reads bodies of chat completion requests in one pass, straight from the bytes. */
final class ChatRequestReader {

  private final Set<String> keyMembers;

  @Inject
  ChatRequestReader(HttpSettings settings) {
    this.keyMembers =
        settings.keyFrom().stream()
            .filter(source -> source.place() == Place.BODY)
            .map(KeySource::name)
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Reads a body.
   *
   * @throws HttpProblem if it is not a well-formed request
   */
  ChatRequest read(byte[] body, int length) {
    checkEncoding(body, length);
    try (JsonParser parser = ChatJson.MAPPER.createParser(body, 0, length)) {
      ChatMembers members = new ChatMembers(body, parser, keyMembers);
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw HttpProblem.of(RequestFault.INVALID_TYPE, "The body must be a JSON object.");
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        members.read();
      }
      if (parser.nextToken() != null) {
        throw malformed(parser.currentTokenLocation(), "goes on after its end");
      }
      return members.request();
    } catch (StreamConstraintsException bound) {
      throw malformed(
          bound.getLocation(), "is nested too deeply or holds a number or name too long");
    } catch (JacksonException unreadable) {
      throw translated(unreadable);
    }
  }

  /** Other encodings of JSON would be guessed by the parser; positions are right for UTF-8 only. */
  private static void checkEncoding(byte[] body, int length) {
    if (length >= 2 && (body[0] == 0 || body[1] == 0)) {
      throw HttpProblem.of(RequestFault.MALFORMED_JSON, "The body must be JSON in UTF-8.");
    }
  }

  private static HttpProblem translated(JacksonException unreadable) {
    // The library has no type of its own for a doubled member.
    if (unreadable.getOriginalMessage().startsWith("Duplicate ")) {
      return HttpProblem.of(
          RequestFault.DUPLICATE_MEMBER,
          "An object of the body has two members of the same name"
              + at(unreadable.getLocation())
              + ". Which one is meant cannot be told, so nothing was done.");
    }
    return malformed(unreadable.getLocation(), "is not valid JSON");
  }

  private static HttpProblem malformed(@Nullable TokenStreamLocation location, String what) {
    return HttpProblem.of(
        RequestFault.MALFORMED_JSON, "The body " + what + at(location) + ". Nothing was done.");
  }

  /** The library knows no position where a bound is passed inside a tree. */
  private static String at(@Nullable TokenStreamLocation location) {
    if (location == null) {
      return "";
    }
    return " at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }
}
