package dev.holdfast.app.endtoend;

import java.net.URI;

/** Configurations that lead to an upstream of the test. */
final class Upstreams {

  private Upstreams() {}

  /** The provider {@code openai} with one model, which the default agent uses. */
  static String one(URI baseUrl) {
    return with(baseUrl, "");
  }

  /** The same, asked by the Responses API. */
  static String ofResponses(URI baseUrl) {
    return one(baseUrl).replace("\"api\": \"chat\"", "\"api\": \"responses\"");
  }

  /**
   * The same with more keys.
   *
   * @param more members of the configuration, each with a comma behind it
   */
  static String with(URI baseUrl, String more) {
    return """
    {
      %s
      "agents": {"main": {"model": "openai/gpt-5.5"}},
      "providers": {
        "openai": {"baseUrl": "%s", "api": "chat", "models": [{"id": "gpt-5.5"}]},
      },
    }
    """
        .formatted(more, baseUrl);
  }
}
