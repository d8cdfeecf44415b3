package dev.holdfast.adapters.http.server;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.turn.PreviousAttempt;
import dev.holdfast.domain.turn.RequestId;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.ports.in.Requester;
import dev.holdfast.ports.in.TurnAdministration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Turns as the use cases behind the server would tell them. */
final class ScriptedTurns implements TurnAdministration {

  static final Instant SINCE = Instant.parse("2026-01-02T03:04:05.678Z");
  static final SessionKey KEY = SessionKey.ofStored("agent:main:web:direct:ann");

  static final TurnView.Waiting WAITING = waitingSince(SINCE);

  /** What was asked for. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  private volatile Listing listing = new Listing.Page(List.of(WAITING), new Rest.None(), List.of());
  private volatile Optional<Abortion> abortion = Optional.empty();

  static TurnView.Waiting waitingSince(Instant since) {
    return new TurnView.Waiting(
        new TurnId("turn_2"),
        new RequestId("request-2"),
        new PreviousAttempt.Of(new TurnId("turn_0")),
        AgentId.MAIN,
        KEY,
        "holdfast",
        since,
        1);
  }

  /** From now on every page is this one. */
  void show(Listing page) {
    listing = page;
  }

  /** From now on every abort comes to this. */
  void abortsComeTo(Abortion outcome) {
    abortion = Optional.of(outcome);
  }

  @Override
  public Listing list(Caller caller, Wish wish, Start start, int limit) {
    asked.add(wish + " " + start + " " + limit);
    return listing;
  }

  @Override
  public Finding find(Caller caller, String id) {
    return id.equals("none") ? new Finding.Unknown() : new Finding.Found(WAITING);
  }

  @Override
  public Abortion abort(Requester by, String id) {
    asked.add("abort " + id + " in " + by.request());
    if (id.equals("none")) {
      return new Abortion.Unknown();
    }
    return abortion.orElseGet(
        () -> new Abortion.Stopped(new TurnView.Withdrawn(WAITING, SINCE.plusSeconds(1))));
  }
}
