package dev.holdfast.domain.token;

/** Who asks, proven by a token. Scopes belong to a token, never to a request. */
public record Caller(
    String tokenId, String name, Scope scope, AgentBinding agents, KeyBinding keys) {

  /**
   * Whoever runs a command on this machine with the rights to read the store's files: no token
   * could permit or forbid more than those rights do.
   */
  public static final Caller LOCAL_OPERATOR =
      new Caller(
          "local", "local operator", Scope.ADMIN, new AgentBinding.Any(), new KeyBinding.Any());

  /** The caller a valid token stands for. */
  public static Caller of(TokenRecord token) {
    return new Caller(token.id(), token.name(), token.scope(), token.agents(), token.keys());
  }
}
