package dev.holdfast.adapters.http.json;

import dev.holdfast.adapters.http.chat.ChatJson;
import dev.holdfast.adapters.http.json.RequestProblem.Fault;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;

/** Reads bodies of requests in one pass, straight from the bytes. */
public final class RequestBody {

  private RequestBody() {}

  /** Takes up the members of a body one after the other. */
  public interface MemberReader<T> {

    /** Takes up the member whose name the parser stands on, and leaves it at the member's end. */
    void read();

    /** What the members make together, once all were read. */
    T request();
  }

  /**
   * Reads a body.
   *
   * @param members makes the reader of its members, which reads from the given parser
   * @throws RequestProblem if it is not a well-formed request
   */
  public static <T> T read(byte[] body, int length, Function<JsonParser, MemberReader<T>> members) {
    checkEncoding(body, length);
    try (JsonParser parser = ChatJson.MAPPER.createParser(body, 0, length)) {
      MemberReader<T> reader = members.apply(parser);
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new RequestProblem(Fault.INVALID_TYPE, "The body must be a JSON object.");
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        reader.read();
      }
      if (parser.nextToken() != null) {
        throw malformed(parser.currentTokenLocation(), "goes on after its end");
      }
      return reader.request();
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
      throw new RequestProblem(Fault.MALFORMED_JSON, "The body must be JSON in UTF-8.");
    }
  }

  private static RequestProblem translated(JacksonException unreadable) {
    // The library has no type of its own for a doubled member.
    if (unreadable.getOriginalMessage().startsWith("Duplicate ")) {
      return new RequestProblem(
          Fault.DUPLICATE_MEMBER,
          "An object of the body has two members of the same name"
              + at(unreadable.getLocation())
              + ". Which one is meant cannot be told, so nothing was done.");
    }
    return malformed(unreadable.getLocation(), "is not valid JSON");
  }

  private static RequestProblem malformed(@Nullable TokenStreamLocation location, String what) {
    return new RequestProblem(
        Fault.MALFORMED_JSON, "The body " + what + at(location) + ". Nothing was done.");
  }

  /** The library knows no position where a bound is passed inside a tree. */
  private static String at(@Nullable TokenStreamLocation location) {
    if (location == null) {
      return "";
    }
    return " at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }
}
