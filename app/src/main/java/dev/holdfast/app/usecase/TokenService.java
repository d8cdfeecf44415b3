package dev.holdfast.app.usecase;

import dev.holdfast.domain.audit.AuditOperation;
import dev.holdfast.domain.audit.AuditTarget;
import dev.holdfast.domain.token.AgentBinding;
import dev.holdfast.domain.token.Expiry;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.token.Scope;
import dev.holdfast.domain.token.TokenRecord;
import dev.holdfast.domain.token.TokenText;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.ports.in.Requester;
import dev.holdfast.ports.in.TokenAdministration;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.env.TokenTexts;
import dev.holdfast.ports.out.read.ControlPlaneReads;
import dev.holdfast.ports.out.write.TokenWrites;
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
  private final WriteBoundary boundary;
  private final TokenBinding binding;
  private final TokenTexts texts;
  private final CallerService callers;
  private final AuditService audit;
  private final RandomIds ids;
  private final Clock clock;

  /** What a change looks at must not change before it is stored. */
  private final ReentrantLock changing = new ReentrantLock();

  @Inject
  TokenService(
      ControlPlaneReads reads,
      WriteBoundary boundary,
      TokenBinding binding,
      TokenTexts texts,
      CallerService callers,
      AuditService audit,
      RandomIds ids,
      Clock clock) {
    this.reads = reads;
    this.boundary = boundary;
    this.binding = binding;
    this.texts = texts;
    this.callers = callers;
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
      boundary.addToken(token, audit.done(by, AuditOperation.TOKEN_CREATE, target(token)));
      callers.reload();
      return new Creation.Created(token, text);
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
      Optional<TokenRecord> token = find(by, id);
      if (token.isEmpty()) {
        notFound(by, AuditOperation.TOKEN_ROTATE);
        return new Rotation.Unknown();
      }
      TokenText text = texts.next();
      return switch (boundary.rotateToken(
          id, text.hash(), audit.done(by, AuditOperation.TOKEN_ROTATE, target(token.get())))) {
        case TokenWrites.Result.Missing() -> new Rotation.Unknown();
        case TokenWrites.Result.Applied(TokenRecord rotated) -> {
          callers.ended(id);
          yield new Rotation.Rotated(rotated, text);
        }
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
      Optional<TokenRecord> token = find(by, id);
      if (token.isEmpty()) {
        notFound(by, AuditOperation.TOKEN_REVOKE);
        return new Revocation.Unknown();
      }
      if (isLastOne(token.get())) {
        audit.refused(by, AuditOperation.TOKEN_REVOKE, target(token.get()), "last_admin_token");
        return new Revocation.LastOne();
      }
      return switch (boundary.revokeToken(
          id, audit.done(by, AuditOperation.TOKEN_REVOKE, target(token.get())))) {
        case TokenWrites.Result.Missing() -> new Revocation.Unknown();
        case TokenWrites.Result.Applied(TokenRecord revoked) -> {
          callers.ended(id);
          yield new Revocation.Revoked(revoked);
        }
      };
    } catch (StorageFailure failure) {
      return new Revocation.Unwritten(StorageRefusals.ofLookup(failure));
    } finally {
      changing.unlock();
    }
  }

  private Optional<TokenRecord> find(Requester by, String id) {
    return reads.tokens().stream()
        .filter(token -> token.id().equals(id) && reaches(by, token))
        .findFirst();
  }

  private void notFound(Requester by, AuditOperation operation) {
    audit.refused(by, operation, new AuditTarget.Nothing(), "token_not_found");
  }

  /** Whether nobody could look after this home any more without the token. */
  private boolean isLastOne(TokenRecord token) {
    List<TokenRecord> able = reads.tokens().stream().filter(this::mayDoEverything).toList();
    return able.size() == 1 && able.getFirst().id().equals(token.id());
  }

  private boolean mayDoEverything(TokenRecord token) {
    return token.scope() == Scope.ADMIN
        && token.agents() instanceof AgentBinding.Any
        && token.keys() instanceof KeyBinding.Any
        && token.expiry().holdsAt(clock.instant());
  }

  private static boolean reaches(Requester by, TokenRecord token) {
    return by.caller().covers(token.agents(), token.keys());
  }

  private static AuditTarget target(TokenRecord token) {
    return new AuditTarget.OfHome(token.id());
  }
}
