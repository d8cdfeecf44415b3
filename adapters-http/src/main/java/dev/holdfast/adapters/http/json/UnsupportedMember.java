package dev.holdfast.adapters.http.json;

import dev.holdfast.adapters.http.chat.RawMembers;
import dev.holdfast.adapters.http.json.RequestProblem.Fault;
import tools.jackson.databind.JsonNode;

/** Members that would change what is done if they were honoured, and are not. */
public final class UnsupportedMember {

  private UnsupportedMember() {}

  /**
   * Lets a member pass that says nothing.
   *
   * @param api what does not support it, as a user calls it
   * @throws RequestProblem if it says something
   */
  public static void check(String name, JsonNode value, String api) {
    boolean switchedOff = value.isBoolean() && !value.booleanValue();
    if (!switchedOff && RawMembers.tells(value)) {
      throw new RequestProblem(
          Fault.UNSUPPORTED_PARAMETER,
          "'" + name + "' is not supported by " + api + " here. Nothing was done; leave it out.",
          name);
    }
  }
}
