package dev.holdfast.app.usecase;

import dev.holdfast.app.usecase.Placement.Placed;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.turn.IdempotencyId;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.domain.turn.RequestDigest;
import dev.holdfast.ports.in.TurnRequest;
import dev.holdfast.ports.in.TurnRequest.Repetition;
import jakarta.inject.Inject;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The requests at work in this process that the same request can join when it comes again: those
 * that their clients named, and all of sessions. Any thread may call.
 */
final class Attempts {

  private final ConcurrentMap<Mark, Live> live = new ConcurrentHashMap<>();

  @Inject
  Attempts() {}

  /** What a request is known by when it comes again. */
  private sealed interface Mark {

    /** Its client's name for it. */
    record Name(AgentId agent, IdempotencyId id) implements Mark {}

    /** Whose it is and what exactly it asks. */
    record Likeness(AgentId agent, SessionKey key, String token, RequestDigest digest)
        implements Mark {}

    /** Nothing. */
    record None() implements Mark {}
  }

  private record Live(RequestDigest digest, TurnBroadcast broadcast) {}

  /** What becomes of a request that comes in. */
  sealed interface Entry {

    /**
     * It is done here; {@code pass} must be closed at its end.
     *
     * @param pass lets others join until it is closed
     */
    record Leads(Pass pass) implements Entry {}

    /** The same is at work already. */
    record Joins(TurnBroadcast broadcast) implements Entry {}

    /** Another one of this name is at work. */
    record Conflicts(Refusal refusal) implements Entry {}
  }

  /** The place of a request among those at work. */
  interface Pass extends AutoCloseable {
    @Override
    void close();
  }

  /** Takes a request in. */
  Entry enter(TurnRequest request, Placed placed, TurnBroadcast broadcast) {
    Mark mark = markOf(request, placed);
    if (mark instanceof Mark.None) {
      return leadsAlone(broadcast);
    }
    Live mine = new Live(request.arrival().digest(), broadcast);
    Live other = live.putIfAbsent(mark, mine);
    if (other == null) {
      return new Entry.Leads(() -> live.remove(mark, mine));
    }
    return switch (request.arrival().repetition()) {
      // Two who say the same at the same time are two, unless one of them says otherwise.
      case Repetition.None() -> leadsAlone(broadcast);
      case Repetition.SentAgain() -> new Entry.Joins(other.broadcast());
      case Repetition.Named _ ->
          other.digest().equals(mine.digest())
              ? new Entry.Joins(other.broadcast())
              : new Entry.Conflicts(conflict());
    };
  }

  private static Entry leadsAlone(TurnBroadcast broadcast) {
    broadcast.closeToOthers();
    return new Entry.Leads(() -> {});
  }

  /** What a client hears that gives one name to two requests. */
  static Refusal conflict() {
    return new Refusal(
        RefusalReason.IDEMPOTENCY_CONFLICT,
        "This Idempotency-Key was used before with another body or path. Nothing was stored, and"
            + " what came of the first request is kept. Send a new key with a new request.",
        "Idempotency-Key");
  }

  /** Under what the outcome of a named request is kept. */
  static IdempotencyId id(TurnRequest request, Placed placed, String name) {
    String session = placed.conversation().sessionKey().map(SessionKey::value).orElse("");
    return IdempotencyId.of(request.caller().tokenId(), session, name);
  }

  private static Mark markOf(TurnRequest request, Placed placed) {
    AgentId agent = placed.agent().id();
    return switch (request.arrival().repetition()) {
      case Repetition.Named(String name) -> new Mark.Name(agent, id(request, placed, name));
      case Repetition.SentAgain(), Repetition.None() ->
          placed
              .conversation()
              .sessionKey()
              .<Mark>map(
                  key ->
                      new Mark.Likeness(
                          agent, key, request.caller().tokenId(), request.arrival().digest()))
              .orElseGet(Mark.None::new);
    };
  }
}
