package dev.holdfast.adapters.http.server;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** The members of a small body. Those that are there are of the kinds they must be, or null. */
record MemberMap(Map<String, JsonNode> members) {

  MemberMap {
    members = Map.copyOf(members);
  }

  /** Whether a member is there, null or not. */
  boolean names(String name) {
    return members.containsKey(name);
  }

  /** Whether a member is there and says something. */
  boolean has(String name) {
    return !value(name).isMissingNode() && !value(name).isNull();
  }

  /** A text; empty if the member is not there or null. */
  String text(String name) {
    return has(name) ? value(name).stringValue() : "";
  }

  /**
   * A text that must be there.
   *
   * @throws HttpProblem if it is not
   */
  String requiredText(String name) {
    require(name);
    return text(name);
  }

  /** A whole number that is there; one that no long can hold becomes the highest one. */
  long number(String name) {
    return value(name).canConvertToLong() ? value(name).longValue() : Long.MAX_VALUE;
  }

  /** Whether a member is there and true. */
  boolean isTrue(String name) {
    return has(name) && value(name).booleanValue();
  }

  /**
   * Makes sure that a member is there and says something.
   *
   * @throws HttpProblem if not
   */
  void require(String name) {
    if (!has(name)) {
      throw HttpProblem.of(
          RequestFault.MISSING_PARAMETER, "'" + name + "' is missing. Nothing was done.", name);
    }
  }

  private JsonNode value(String name) {
    return members.getOrDefault(name, MissingNode.getInstance());
  }
}
