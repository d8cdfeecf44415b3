package dev.holdfast.adapters.http.json;

import dev.holdfast.adapters.http.json.RequestProblem.Fault;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The member {@code metadata}, by which clients label requests. The gateway keeps OpenAI's bounds,
 * so that no client relies on more.
 */
public final class Metadata {

  private static final int MAX_PAIRS = 16;
  private static final int MAX_NAME = 64;
  private static final int MAX_VALUE = 512;

  private Metadata() {}

  /**
   * Holds labels to their bounds.
   *
   * @throws RequestProblem if they pass one
   */
  public static void check(JsonNode metadata) {
    boolean fits = metadata.size() <= MAX_PAIRS;
    for (Map.Entry<String, JsonNode> pair : metadata.properties()) {
      fits &= pair.getKey().length() <= MAX_NAME;
      fits &= pair.getValue().isString();
      fits &= pair.getValue().asString("").length() <= MAX_VALUE;
    }
    if (!fits) {
      throw new RequestProblem(
          Fault.INVALID_VALUE,
          "'metadata' may hold "
              + MAX_PAIRS
              + " pairs of a name of up to "
              + MAX_NAME
              + " characters and a string of up to "
              + MAX_VALUE
              + ".",
          "metadata");
    }
  }
}
