package dev.holdfast.domain.token;

/** Who asks, proven by a token. Scopes belong to a token, never to a request. */
public record Caller(
    String tokenId, String name, Scope scope, AgentBinding agents, KeyBinding keys) {

  /** The caller a valid token stands for. */
  public static Caller of(TokenRecord token) {
    return new Caller(token.id(), token.name(), token.scope(), token.agents(), token.keys());
  }
}
