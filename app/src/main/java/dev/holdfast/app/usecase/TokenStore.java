package dev.holdfast.app.usecase;

import dev.holdfast.domain.audit.AuditRecord;
import dev.holdfast.domain.token.TokenHash;
import dev.holdfast.domain.token.TokenRecord;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.read.ControlPlaneReads;
import dev.holdfast.ports.out.write.TokenWrites;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores changes of tokens, lets them act at once, and finds out whether one is stored where a
 * commit does not tell (ADR 0005). One change at a time: the caller sees to that.
 */
final class TokenStore {

  private static final Logger log = LoggerFactory.getLogger(TokenStore.class);

  private final ControlPlaneReads reads;
  private final WriteBoundary boundary;
  private final CallerService callers;

  @Inject
  TokenStore(ControlPlaneReads reads, WriteBoundary boundary, CallerService callers) {
    this.reads = reads;
    this.boundary = boundary;
    this.callers = callers;
  }

  /** Whether a change is stored. */
  sealed interface Stored {

    /** It is, and acts. */
    record Yes(TokenRecord token) implements Stored {}

    /** There is no such token. */
    record Missing() implements Stored {}

    /** It is not; why. */
    record No(StorageFailure failure) implements Stored {}

    /** Neither the commit nor the store says. */
    record Unclear() implements Stored {}
  }

  /**
   * The tokens as they are stored. From here on they act so, even where the outcome of a change
   * before was unclear.
   *
   * @throws StorageFailure if they cannot be read
   */
  List<TokenRecord> current() {
    List<TokenRecord> stored = reads.tokens();
    callers.take(stored);
    return stored;
  }

  /** Stores a new token. */
  Stored add(List<TokenRecord> before, TokenRecord token, AuditRecord row) {
    Stored stored =
        store(
            () -> {
              boundary.addToken(token, row);
              return new TokenWrites.Result.Applied(token);
            },
            now -> find(now, token.id()));
    return acting(stored, added -> replaced(before, token.id(), Optional.of(added)));
  }

  /** Stores another hash of a token. */
  Stored rotate(List<TokenRecord> before, String id, TokenHash next, AuditRecord row) {
    Stored stored =
        store(
            () -> boundary.rotateToken(id, next, row),
            now -> find(now, id).filter(token -> token.hash().equals(next)));
    return acting(stored, rotated -> replaced(before, id, Optional.of(rotated)));
  }

  /** Stores the end of a token. */
  Stored revoke(List<TokenRecord> before, TokenRecord token, AuditRecord row) {
    Stored stored =
        store(
            () -> boundary.revokeToken(token.id(), row),
            now -> find(now, token.id()).isPresent() ? Optional.empty() : Optional.of(token));
    return acting(stored, revoked -> replaced(before, token.id(), Optional.empty()));
  }

  /**
   * Stores a change.
   *
   * @param made the token of it, if these are the tokens after it
   */
  private Stored store(
      Supplier<TokenWrites.Result> change,
      Function<List<TokenRecord>, Optional<TokenRecord>> made) {
    try {
      return switch (change.get()) {
        case TokenWrites.Result.Applied(TokenRecord token) -> new Stored.Yes(token);
        case TokenWrites.Result.Missing() -> new Stored.Missing();
      };
    } catch (StorageFailure failure) {
      log.error("A change of a token could not be stored", failure);
      return readBack(failure, made);
    }
  }

  private Stored readBack(
      StorageFailure failure, Function<List<TokenRecord>, Optional<TokenRecord>> made) {
    try {
      return made.apply(reads.tokens())
          .<Stored>map(Stored.Yes::new)
          .orElseGet(() -> new Stored.No(failure));
    } catch (StorageFailure unreadable) {
      log.error("Whether the change of a token is stored could not be read", unreadable);
      return new Stored.Unclear();
    }
  }

  /** Lets a stored change act without reading it: reading may fail, and it is stored. */
  private Stored acting(Stored stored, Function<TokenRecord, List<TokenRecord>> after) {
    if (stored instanceof Stored.Yes(TokenRecord token)) {
      callers.take(after.apply(token));
    }
    return stored;
  }

  private static Optional<TokenRecord> find(List<TokenRecord> tokens, String id) {
    return tokens.stream().filter(token -> token.id().equals(id)).findFirst();
  }

  private static List<TokenRecord> replaced(
      List<TokenRecord> tokens, String id, Optional<TokenRecord> by) {
    List<TokenRecord> replaced = new ArrayList<>(tokens);
    replaced.removeIf(token -> token.id().equals(id));
    by.ifPresent(replaced::add);
    return replaced;
  }
}
