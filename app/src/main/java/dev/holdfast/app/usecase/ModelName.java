package dev.holdfast.app.usecase;

import java.util.Locale;

/** What a request's {@code model} asks for. */
sealed interface ModelName {

  /** The route of the agent the rest of the request leads to. */
  record AgentDefault() implements ModelName {}

  /** The route of this agent, which answers. */
  record OfAgent(String agent) implements ModelName {}

  /** A route for this turn. */
  record Reference(String text) implements ModelName {}

  /** Reads a {@code model}: {@code holdfast}, {@code holdfast/<agent>}, or a route reference. */
  static ModelName of(String model) {
    String text = model.strip();
    String folded = text.toLowerCase(Locale.ROOT);
    for (String product : new String[] {"holdfast", "openclaw"}) {
      if (folded.equals(product)) {
        return new AgentDefault();
      }
      if (folded.startsWith(product + '/')) {
        String agent = folded.substring(product.length() + 1);
        return agent.equals("default") ? new AgentDefault() : new OfAgent(agent);
      }
    }
    return new Reference(text);
  }
}
