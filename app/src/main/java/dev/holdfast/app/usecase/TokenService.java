package dev.holdfast.app.usecase;

import dev.holdfast.domain.audit.AuditOperation;
import dev.holdfast.domain.audit.AuditRecord;
import dev.holdfast.domain.audit.AuditTarget;
import dev.holdfast.domain.token.AgentBinding;
import dev.holdfast.domain.token.Expiry;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.token.Scope;
import dev.holdfast.domain.token.TokenRecord;
import dev.holdfast.domain.token.TokenText;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.ports.in.Requester;
import dev.holdfast.ports.in.TokenAdministration;
import dev.holdfast.ports.in.TokenAdministration.Creation;
import dev.holdfast.ports.in.TokenAdministration.Lifetime;
import dev.holdfast.ports.in.TokenAdministration.Revocation;
import dev.holdfast.ports.in.TokenAdministration.Rotation;
import dev.holdfast.ports.in.TokenAdministration.TokenWish;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.env.TokenTexts;
import dev.holdfast.ports.out.read.ControlPlaneReads;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Looks after tokens: one change at a time, each stored with its audit row. */
final class TokenService implements TokenAdministration {

  private static final Comparator<TokenRecord> OLDEST_FIRST =
      Comparator.comparing(TokenRecord::createdAt).thenComparing(TokenRecord::id);

  private final ControlPlaneReads reads;
  private final TokenStore store;
  private final TokenBinding binding;
  private final TokenTexts texts;
  private final AuditService audit;
  private final RandomIds ids;
  private final Clock clock;

  /** What a change looks at must not change before it is stored. */
  private final ReentrantLock changing = new ReentrantLock();

  @Inject
  TokenService(
      ControlPlaneReads reads,
      TokenStore store,
      TokenBinding binding,
      TokenTexts texts,
      AuditService audit,
      RandomIds ids,
      Clock clock) {
    this.reads = reads;
    this.store = store;
    this.binding = binding;
    this.texts = texts;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public Listing list(Requester by) {
    try {
      return new Listing.Tokens(
          reads.tokens().stream()
              .filter(token -> reaches(by, token))
              .sorted(OLDEST_FIRST)
              .toList());
    } catch (StorageFailure failure) {
      return new Listing.Unreadable(StorageRefusals.ofLookup(failure));
    }
  }

  @Override
  public Creation create(Requester by, TokenWish wish) {
    AuditTarget nothing = new AuditTarget.Nothing();
    switch (binding.of(by.caller(), wish)) {
      case TokenBinding.Resolution.Refused(Refusal refusal) -> {
        audit.refused(by, AuditOperation.TOKEN_CREATE, nothing, AuditService.word(refusal));
        return new Creation.Refused(refusal);
      }
      case TokenBinding.Resolution.Bound(AgentBinding agents, KeyBinding keys) -> {
        if (!by.caller().covers(agents, keys)) {
          audit.refused(by, AuditOperation.TOKEN_CREATE, nothing, "beyond_binding");
          return new Creation.BeyondBinding();
        }
        return create(by, wish, agents, keys);
      }
    }
  }

  private Creation create(Requester by, TokenWish wish, AgentBinding agents, KeyBinding keys) {
    TokenText text = texts.next();
    Instant now = clock.instant();
    TokenRecord token =
        new TokenRecord(
            ids.newTokenId(),
            wish.name(),
            text.hash(),
            wish.scope(),
            agents,
            keys,
            switch (wish.lifetime()) {
              case Lifetime.Unlimited() -> new Expiry.Never();
              case Lifetime.Limited(Duration time) -> new Expiry.At(now.plus(time));
            },
            now,
            now);
    changing.lock();
    try {
      AuditRecord row = audit.done(by, AuditOperation.TOKEN_CREATE, target(token));
      return switch (store.add(store.current(), token, row)) {
        case TokenStore.Stored.Yes(TokenRecord added) -> new Creation.Created(added, text);
        case TokenStore.Stored.Missing() -> throw new IllegalStateException("a new token is new");
        case TokenStore.Stored.No(StorageFailure failure) ->
            new Creation.Refused(StorageRefusals.ofLookup(failure));
        case TokenStore.Stored.Unclear() ->
            new Creation.Refused(
                unclear("made; nobody knows its text. Revoke it if it is listed, and ask again."));
      };
    } catch (StorageFailure failure) {
      return new Creation.Refused(StorageRefusals.ofLookup(failure));
    } finally {
      changing.unlock();
    }
  }

  @Override
  public Rotation rotate(Requester by, String id) {
    changing.lock();
    try {
      List<TokenRecord> before = store.current();
      Optional<TokenRecord> token = find(by, before, id);
      if (token.isEmpty()) {
        notFound(by, AuditOperation.TOKEN_ROTATE);
        return new Rotation.Unknown();
      }
      TokenText text = texts.next();
      AuditRecord row = audit.done(by, AuditOperation.TOKEN_ROTATE, target(token.get()));
      return switch (store.rotate(before, id, text.hash(), row)) {
        case TokenStore.Stored.Yes(TokenRecord rotated) -> new Rotation.Rotated(rotated, text);
        case TokenStore.Stored.Missing() -> new Rotation.Unknown();
        case TokenStore.Stored.No(StorageFailure failure) ->
            new Rotation.Unwritten(StorageRefusals.ofLookup(failure));
        case TokenStore.Stored.Unclear() ->
            new Rotation.Unwritten(
                unclear("replaced; its old text may or may not hold. Rotate it again."));
      };
    } catch (StorageFailure failure) {
      return new Rotation.Unwritten(StorageRefusals.ofLookup(failure));
    } finally {
      changing.unlock();
    }
  }

  @Override
  public Revocation revoke(Requester by, String id) {
    changing.lock();
    try {
      List<TokenRecord> before = store.current();
      Optional<TokenRecord> token = find(by, before, id);
      if (token.isEmpty()) {
        notFound(by, AuditOperation.TOKEN_REVOKE);
        return new Revocation.Unknown();
      }
      if (isLastOne(before, id)) {
        audit.refused(by, AuditOperation.TOKEN_REVOKE, target(token.get()), "last_admin_token");
        return new Revocation.LastOne();
      }
      AuditRecord row = audit.done(by, AuditOperation.TOKEN_REVOKE, target(token.get()));
      return switch (store.revoke(before, token.get(), row)) {
        case TokenStore.Stored.Yes(TokenRecord revoked) -> new Revocation.Revoked(revoked);
        case TokenStore.Stored.Missing() -> new Revocation.Unknown();
        case TokenStore.Stored.No(StorageFailure failure) ->
            new Revocation.Unwritten(StorageRefusals.ofLookup(failure));
        case TokenStore.Stored.Unclear() ->
            new Revocation.Unwritten(unclear("revoked; it may still hold. Revoke it again."));
      };
    } catch (StorageFailure failure) {
      return new Revocation.Unwritten(StorageRefusals.ofLookup(failure));
    } finally {
      changing.unlock();
    }
  }

  private static Refusal unclear(String change) {
    return Refusal.of(
        RefusalReason.STORE_UNAVAILABLE,
        "The store failed, and does not tell whether the token was " + change);
  }

  private static Optional<TokenRecord> find(Requester by, List<TokenRecord> tokens, String id) {
    return tokens.stream().filter(token -> token.id().equals(id) && reaches(by, token)).findFirst();
  }

  private void notFound(Requester by, AuditOperation operation) {
    audit.refused(by, operation, new AuditTarget.Nothing(), "token_not_found");
  }

  /**
   * Whether nobody could look after this home any more without the token. One that expires does not
   * count for those that stay: it would lock everybody out when it does.
   */
  static boolean isLastOne(List<TokenRecord> tokens, String token) {
    List<TokenRecord> lasting =
        tokens.stream().filter(TokenService::mayDoEverythingForGood).toList();
    return lasting.size() == 1 && lasting.getFirst().id().equals(token);
  }

  private static boolean mayDoEverythingForGood(TokenRecord token) {
    return token.scope() == Scope.ADMIN
        && token.agents() instanceof AgentBinding.Any
        && token.keys() instanceof KeyBinding.Any
        && token.expiry() instanceof Expiry.Never;
  }

  private static boolean reaches(Requester by, TokenRecord token) {
    return by.caller().covers(token.agents(), token.keys());
  }

  private static AuditTarget target(TokenRecord token) {
    return new AuditTarget.OfHome(token.id());
  }
}
