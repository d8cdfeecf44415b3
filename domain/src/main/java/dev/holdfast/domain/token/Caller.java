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

  /**
   * Whether the caller reaches all that somebody bound so would reach: only such tokens it may make
   * and look after, or a bound token could free itself.
   */
  public boolean covers(AgentBinding otherAgents, KeyBinding otherKeys) {
    return agents.covers(otherAgents) && keys.covers(otherKeys);
  }

  /** Whether the caller reaches everything. */
  public boolean isUnbound() {
    return agents instanceof AgentBinding.Any && keys instanceof KeyBinding.Any;
  }
}
