package dev.holdfast.adapters.http.server;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.token.AgentBinding;
import dev.holdfast.domain.token.Expiry;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.token.Scope;
import dev.holdfast.domain.token.TokenRecord;
import dev.holdfast.domain.token.TokenText;
import dev.holdfast.ports.in.Requester;
import dev.holdfast.ports.in.TokenAdministration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tokens as the use cases behind the server would tell them; notes what it is asked. */
final class ScriptedTokens implements TokenAdministration {

  static final TokenRecord FIRST =
      token("t-1", new AgentBinding.Any(), new KeyBinding.Any(), new Expiry.Never());

  static final TokenRecord BOUND =
      token(
          "t-2",
          new AgentBinding.Only(AgentId.MAIN),
          new KeyBinding.Prefix("agent:main:web:"),
          new Expiry.At(Instant.parse("2026-03-01T00:00:00Z")));

  static final TokenRecord EXACT =
      token(
          "t-3",
          new AgentBinding.Only(AgentId.MAIN),
          new KeyBinding.Exact(SessionKey.ofStored("agent:main:main")),
          new Expiry.Never());

  final List<TokenWish> wishes = new ArrayList<>();

  private Optional<Creation> creation = Optional.empty();
  private Optional<TokenRecord> last = Optional.empty();

  private static TokenRecord token(String id, AgentBinding agents, KeyBinding keys, Expiry expiry) {
    Instant created = Instant.parse("2026-01-02T03:04:05.678Z");
    return new TokenRecord(
        id,
        "laptop",
        TokenText.of("text of " + id).hash(),
        Scope.ADMIN,
        agents,
        keys,
        expiry,
        created,
        id.equals("t-2") ? created.plusSeconds(60) : created);
  }

  /** Answers each wish so. */
  void refuseEverything(Creation answer) {
    creation = Optional.of(answer);
  }

  /** Has a token be the last one that can look after the home. */
  void keep(TokenRecord token) {
    last = Optional.of(token);
  }

  @Override
  public Listing list(Requester by) {
    return new Listing.Tokens(List.of(FIRST, BOUND, EXACT));
  }

  @Override
  public synchronized Creation create(Requester by, TokenWish wish) {
    wishes.add(wish);
    return creation.orElseGet(() -> new Creation.Created(BOUND, TokenText.of("hf_new")));
  }

  @Override
  public Rotation rotate(Requester by, String id) {
    return isThere(id)
        ? new Rotation.Rotated(FIRST, TokenText.of("hf_next"))
        : new Rotation.Unknown();
  }

  @Override
  public Revocation revoke(Requester by, String id) {
    if (last.filter(token -> token.id().equals(id)).isPresent()) {
      return new Revocation.LastOne();
    }
    return isThere(id) ? new Revocation.Revoked(FIRST) : new Revocation.Unknown();
  }

  private static boolean isThere(String id) {
    return !id.equals("none");
  }
}
