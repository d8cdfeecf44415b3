package dev.holdfast.adapters.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.response.ResponseId;
import dev.holdfast.domain.route.RouteProvenance;
import dev.holdfast.domain.session.RotationReason;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.state.StoreId;
import dev.holdfast.domain.transcript.ClientHabit;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.turn.IdempotencyId;
import dev.holdfast.domain.turn.InstanceId;
import dev.holdfast.domain.turn.PreviousAttempt;
import dev.holdfast.domain.turn.RequestDigest;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.ports.contract.Samples;
import dev.holdfast.ports.contract.TurnsOf;
import dev.holdfast.ports.memory.InMemoryStore;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.read.ResponseReads;
import dev.holdfast.ports.out.read.ResponseReads.Placed;
import dev.holdfast.ports.out.read.SessionReads;
import dev.holdfast.ports.out.read.SessionReads.PageStart;
import dev.holdfast.ports.out.read.TurnReads;
import dev.holdfast.ports.out.write.WriteTransaction;
import dev.holdfast.ports.out.write.WriteTransactions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.DisplayName;

/** Random histories over a few keys, ids and owners: what one store answers, the other does. */
@DisplayName("The SQLite store and the store in memory answer alike, whatever is asked")
class StoresAgreeTest {

  private static final AgentId AGENT = AgentId.MAIN;

  /** One thing that is asked of a transaction; its answer is told as text. */
  private interface Step {
    Object ask(WriteTransaction transaction);
  }

  private record Transaction(String told, List<Step> steps) {
    @Override
    public String toString() {
      return told;
    }
  }

  private record Named(String told, Step step) {}

  @Provide
  Arbitrary<List<Transaction>> histories() {
    Arbitrary<Transaction> transactions =
        steps()
            .list()
            .ofMinSize(1)
            .ofMaxSize(3)
            .map(
                steps ->
                    new Transaction(
                        steps.stream().map(Named::told).toList().toString(),
                        steps.stream().map(Named::step).toList()));
    return transactions.list().ofMinSize(10).ofMaxSize(40);
  }

  private static Arbitrary<Named> steps() {
    return Arbitraries.frequencyOf(
        Tuple.of(4, reservations()),
        Tuple.of(1, rotations()),
        Tuple.of(6, appends()),
        Tuple.of(4, headMoves()),
        Tuple.of(2, choices()),
        Tuple.of(1, habits()),
        Tuple.of(1, expectations()),
        Tuple.of(4, starts()),
        Tuple.of(4, ends()),
        Tuple.of(1, interruptions()),
        Tuple.of(4, beginnings()),
        Tuple.of(4, unlistedStarts()),
        Tuple.of(4, responses()),
        Tuple.of(2, responseEnds()),
        Tuple.of(1, removals()),
        Tuple.of(2, renewals()),
        Tuple.of(1, idleClaims()),
        Tuple.of(3, claims()));
  }

  private static Arbitrary<SessionKey> keys() {
    return Arbitraries.of("ann", "bob").map(Samples::key);
  }

  private static Arbitrary<SessionId> sessions() {
    return Arbitraries.of("1", "2", "3", "4").map(Samples::session);
  }

  private static Arbitrary<Integer> seconds() {
    return Arbitraries.integers().between(1, 5);
  }

  private static Arbitrary<EventParent> parents() {
    return Arbitraries.of("", "a", "b", "c", "d")
        .map(id -> id.isEmpty() ? EventParent.root() : EventParent.after(new EventId(id)));
  }

  private static Arbitrary<Named> changes(Arbitrary<? extends SessionChange> changes) {
    return changes.map(
        change -> new Named(change.toString(), work -> work.sessions().apply(change)));
  }

  private static Arbitrary<Named> reservations() {
    return changes(
        Combinators.combine(keys(), sessions(), seconds())
            .as((key, id, at) -> new SessionChange.Reserve(key, id, Samples.at(at))));
  }

  private static Arbitrary<Named> rotations() {
    return changes(
        Combinators.combine(
                keys(), sessions(), sessions(), Arbitraries.of(RotationReason.class), seconds())
            .as(
                (key, old, next, reason, at) ->
                    new SessionChange.Rotate(key, old, next, reason, Samples.at(at))));
  }

  private static Arbitrary<Named> headMoves() {
    return changes(
        Combinators.combine(keys(), sessions(), parents(), seconds())
            .as((key, id, head, at) -> new SessionChange.MoveHead(key, id, head, Samples.at(at))));
  }

  private static Arbitrary<Named> choices() {
    Arbitrary<SessionChange> chosen =
        Combinators.combine(
                keys(),
                Arbitraries.of("openai/gpt-5.5", "codex/gpt-5.5", "claude-cli/opus", "acme/x"),
                Arbitraries.of(RouteProvenance.class),
                seconds())
            .as(
                (key, route, provenance, at) ->
                    new SessionChange.SelectRoute(
                        key, Samples.route(route), provenance, Samples.at(at)));
    Arbitrary<SessionChange> cleared =
        Combinators.combine(keys(), seconds())
            .as((key, at) -> new SessionChange.ClearRoute(key, Samples.at(at)));
    return changes(Arbitraries.oneOf(chosen, cleared));
  }

  private static Arbitrary<Named> habits() {
    return changes(
        Combinators.combine(keys(), Arbitraries.of(ClientHabit.class), seconds())
            .as((key, habit, at) -> new SessionChange.NoteHabit(key, habit, Samples.at(at))));
  }

  private static Arbitrary<Named> expectations() {
    return changes(
        Combinators.combine(keys(), Arbitraries.longs().between(1, 4), seconds())
            .as((key, version, at) -> new SessionChange.Expect(key, version, Samples.at(at))));
  }

  private static Arbitrary<Named> appends() {
    return Combinators.combine(sessions(), Arbitraries.of("a", "b", "c", "d"), parents())
        .as(
            (session, id, parent) ->
                new Named(
                    "append " + id + " to " + session + " " + parent,
                    work ->
                        work.transcripts().append(session, List.of(Samples.event(id, parent)))));
  }

  private static Arbitrary<Named> starts() {
    return Combinators.combine(turns(), keys(), sessions(), owners())
        .as(
            (turn, key, session, owner) ->
                new Named(
                    "start " + turn + " of " + owner + " in " + key + " " + session,
                    work ->
                        work.turns()
                            .start(Samples.started(turn, key, session, owner), Samples.ALONE)));
  }

  private static Arbitrary<Named> ends() {
    return Combinators.combine(turns(), Arbitraries.longs().between(0, 3))
        .as(
            (turn, epoch) ->
                new Named(
                    "end " + turn + " at " + epoch,
                    work -> work.turns().end(Samples.completed(turn, epoch))));
  }

  private static Arbitrary<Named> interruptions() {
    return owners()
        .map(
            owner ->
                new Named(
                    "interrupt all but " + owner,
                    work -> work.turns().interruptAllBut(owner, "gone", Samples.at(40))));
  }

  private static Arbitrary<Named> renewals() {
    return Combinators.combine(keys(), turns(), Arbitraries.longs().between(1, 3), seconds())
        .as(
            (key, turn, epoch, at) ->
                new Named(
                    "renew " + turn + " in " + key + " at " + epoch,
                    work -> work.turns().renew(key, new TurnId(turn), epoch, Samples.at(50 + at))));
  }

  private static Arbitrary<Named> idleClaims() {
    return Combinators.combine(
            keys(), owners(), Arbitraries.of(Samples.ALONE, Samples.SHARED), seconds())
        .as(
            (key, owner, terms, at) ->
                new Named(
                    "claim " + key + " idle for " + owner,
                    work -> work.turns().claimIdle(key, owner, terms, Samples.at(48 + at))));
  }

  private static Arbitrary<Named> claims() {
    return Combinators.combine(turns(), turns(), Arbitraries.of("0", "f"), seconds())
        .as(
            (turn, before, digest, at) ->
                new Named(
                    "claim a name for " + turn + " after " + before,
                    work ->
                        work.idempotency()
                            .claim(
                                IdempotencyId.of("token", "key", "name"),
                                new RequestDigest(digest.repeat(64)),
                                new TurnId(turn),
                                turn.equals(before)
                                    ? new PreviousAttempt.None()
                                    : new PreviousAttempt.Of(new TurnId(before)),
                                Samples.at(at),
                                Samples.at(at + 2))));
  }

  private static Arbitrary<Named> beginnings() {
    return Combinators.combine(sessions(), seconds())
        .as(
            (session, at) ->
                new Named(
                    "begin " + session,
                    work -> {
                      work.transcripts().beginUnlisted(session, Samples.at(at));
                      return true;
                    }));
  }

  private static Arbitrary<Named> unlistedStarts() {
    return Combinators.combine(turns(), sessions(), owners())
        .as(
            (turn, session, owner) ->
                new Named(
                    "start " + turn + " of " + owner + " in " + session,
                    work ->
                        work.turns().start(Samples.unlisted(turn, session, owner), Samples.ALONE)));
  }

  private static Arbitrary<Named> responses() {
    return Combinators.combine(responseIds(), turns(), sessions(), parents())
        .as(
            (id, turn, session, head) ->
                new Named(
                    "respond " + id + " by " + turn + " in " + session + " " + head,
                    work -> {
                      work.responses().add(Samples.response(id, turn, session, head));
                      return true;
                    }));
  }

  private static Arbitrary<Named> responseEnds() {
    return Combinators.combine(responseIds(), parents())
        .as(
            (id, head) ->
                new Named(
                    "end " + id + " " + head,
                    work -> {
                      work.responses().end(new ResponseId(id), head, new RawFields("{\"a\":1}"));
                      return true;
                    }));
  }

  private static Arbitrary<Named> removals() {
    return responseIds()
        .map(id -> new Named("remove " + id, work -> work.responses().remove(new ResponseId(id))));
  }

  private static Arbitrary<String> responseIds() {
    return Arbitraries.of("r1", "r2", "r3");
  }

  private static Arbitrary<String> turns() {
    return Arbitraries.of("t1", "t2", "t3", "t4", "t5", "t6");
  }

  private static Arbitrary<InstanceId> owners() {
    return Arbitraries.of(Samples.OWNER, Samples.OTHER_OWNER);
  }

  @Property(tries = 60)
  void every_answer_and_every_state_is_the_same(@ForAll("histories") List<Transaction> history)
      throws IOException {
    Path home = Files.createTempDirectory("holdfast-agree");
    SqliteFixture sqlite = SqliteFixture.opened(home);
    InMemoryStore memory = new InMemoryStore(new StoreId("in-memory"));
    memory.open(Samples.request(AGENT));
    try {
      for (Transaction transaction : history) {
        assertThat(outcome(sqlite.transactions(), transaction))
            .isEqualTo(outcome(memory.transactions(), transaction));
        assertThat(state(sqlite)).isEqualTo(state(memory));
      }
      // At the end only: removed ids are not used again.
      for (int second : List.of(3, 21)) {
        Transaction removal =
            new Transaction(
                "remove before " + second,
                List.of(work -> work.responses().removeUnlistedBefore(Samples.at(second), 3)));
        assertThat(outcome(sqlite.transactions(), removal))
            .isEqualTo(outcome(memory.transactions(), removal));
        assertThat(state(sqlite)).isEqualTo(state(memory));
      }
    } finally {
      sqlite.storage().close();
      Folders.delete(home);
    }
  }

  private static List<Object> outcome(WriteTransactions store, Transaction transaction) {
    try {
      return store.inAgent(
          AGENT,
          work -> {
            List<Object> answers = new ArrayList<>();
            transaction.steps().forEach(step -> answers.add(step.ask(work)));
            return answers;
          });
    } catch (StorageFailure failure) {
      return List.of(failure.code());
    } catch (IllegalArgumentException refused) {
      return List.of("refused");
    }
  }

  private static List<Object> state(SqliteFixture store) {
    return state(store.sessions(), store.turns(), store.responses());
  }

  private static List<Object> state(InMemoryStore store) {
    return state(store.sessionReads(), store.turnReads(), store.responseReads());
  }

  private static List<Object> state(
      SessionReads sessions, TurnReads turns, ResponseReads responses) {
    List<Object> state = new ArrayList<>();
    for (String name : List.of("ann", "bob")) {
      state.add(sessions.snapshot(AGENT, Samples.key(name)));
    }
    for (String id : List.of("1", "2", "3", "4")) {
      state.add(sessions.snapshot(AGENT, Samples.session(id)));
      state.add(TurnsOf.session(turns, AGENT, Samples.session(id)));
    }
    for (String event : List.of("a", "b", "c", "d")) {
      List<Placed> placed = responses.events(AGENT, new EventId(event));
      state.add(placed);
      for (String id : List.of("1", "2", "3", "4")) {
        SessionId session = Samples.session(id);
        state.add(responses.eventsOf(AGENT, session, new TurnId("turn-of-" + event)));
        state.add(responses.branch(AGENT, session, EventParent.after(new EventId(event))));
      }
    }
    for (String response : List.of("r1", "r2", "r3")) {
      state.add(responses.byId(AGENT, new ResponseId(response)));
    }
    state.add(TurnsOf.none(turns, AGENT));
    state.add(sessions.list(AGENT, new PageStart.First(), 10));
    state.add(sessions.count(AGENT));
    return state;
  }
}
