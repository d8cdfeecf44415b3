package dev.holdfast.adapters.http.json;

import dev.holdfast.adapters.http.json.RequestProblem.Fault;
import java.util.EnumSet;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JsonToken;

/** Kinds of JSON values. {@code null} is allowed everywhere: it says what leaving out says. */
public enum MemberKind {
  STRING("a string"),
  INTEGER("an integer"),
  NUMBER("a number"),
  BOOLEAN("true or false"),
  ARRAY("an array"),
  OBJECT("an object");

  private final String words;

  MemberKind(String words) {
    this.words = words;
  }

  /**
   * Holds a member to the kinds it may be of, if any are known.
   *
   * @param token what its value begins with
   * @throws RequestProblem if it is of another kind
   */
  public static void check(Map<String, EnumSet<MemberKind>> known, String name, JsonToken token) {
    EnumSet<MemberKind> kinds = known.get(name);
    if (kinds == null
        || token == JsonToken.VALUE_NULL
        || kinds.stream().anyMatch(kind -> kind.begins(token))) {
      return;
    }
    throw new RequestProblem(
        Fault.INVALID_TYPE,
        "'"
            + name
            + "' must be "
            + kinds.stream().map(kind -> kind.words).collect(Collectors.joining(" or "))
            + ". Nothing was done.",
        name);
  }

  private boolean begins(JsonToken token) {
    return switch (this) {
      case STRING -> token == JsonToken.VALUE_STRING;
      case INTEGER -> token == JsonToken.VALUE_NUMBER_INT;
      case NUMBER -> token.isNumeric();
      case BOOLEAN -> token.isBoolean();
      case ARRAY -> token == JsonToken.START_ARRAY;
      case OBJECT -> token == JsonToken.START_OBJECT;
    };
  }
}
