package dev.holdfast.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.response.NewResponse;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.NewEvent;
import dev.holdfast.domain.turn.LeaseTerms;
import dev.holdfast.domain.turn.TurnChange;
import dev.holdfast.ports.out.read.SessionReads.SessionSnapshot;
import dev.holdfast.ports.out.write.SessionWrites;
import dev.holdfast.ports.out.write.TurnWrites;
import dev.holdfast.ports.out.write.WriteTransaction;
import java.util.List;
import java.util.function.Consumer;

/** The ground of every contract: a store and the few steps that tests are told in. */
public interface StoreContract {

  /** The agent whose store the tests use. */
  AgentId AGENT = AgentId.MAIN;

  /** The store of this test; the same at every call. */
  StoreFixture store();

  /** Applies a change in a transaction of its own. */
  default SessionWrites.Result apply(SessionChange change) {
    return store().transactions().inAgent(AGENT, work -> work.sessions().apply(change));
  }

  /** Reserves a session; nobody else may have. */
  default SessionEntry reserve(SessionKey key, SessionId id) {
    return applied(new SessionChange.Reserve(key, id, Samples.at(1)));
  }

  /** Applies a change that must be applied. */
  default SessionEntry applied(SessionChange change) {
    SessionWrites.Result result = apply(change);
    assertThat(result).isInstanceOf(SessionWrites.Result.Applied.class);
    return ((SessionWrites.Result.Applied) result).entry();
  }

  /** Appends events in a transaction of its own. */
  default long append(SessionId session, NewEvent... events) {
    return store()
        .transactions()
        .inAgent(AGENT, work -> work.transcripts().append(session, List.of(events)));
  }

  /** Lets the next turn follow an event. */
  default SessionEntry moveHead(SessionKey key, SessionId id, NewEvent event) {
    return applied(
        new SessionChange.MoveHead(key, id, EventParent.after(event.id()), Samples.at(50)));
  }

  /** Starts a turn in a transaction of its own. */
  default TurnWrites.StartResult start(TurnChange.Started started) {
    return start(started, Samples.ALONE);
  }

  /** Starts a turn on terms of its own. */
  default TurnWrites.StartResult start(TurnChange.Started started, LeaseTerms terms) {
    return store().transactions().inAgent(AGENT, work -> work.turns().start(started, terms));
  }

  /** Starts a turn that must get its lease, and says its epoch. */
  default long startGranted(TurnChange.Started started) {
    TurnWrites.StartResult result = start(started);
    assertThat(result).isInstanceOf(TurnWrites.StartResult.Granted.class);
    return ((TurnWrites.StartResult.Granted) result).lease().epoch();
  }

  /** Ends a turn in a transaction of its own. */
  default TurnWrites.EndResult end(TurnChange.Ended ended) {
    return store().transactions().inAgent(AGENT, work -> work.turns().end(ended));
  }

  /** Begins an unlisted transcript in a transaction of its own. */
  default void beginUnlisted(SessionId session) {
    inStore(work -> work.transcripts().beginUnlisted(session, Samples.at(1)));
  }

  /** Starts a turn that needs no lease. */
  default void startUnleased(TurnChange.Started started) {
    assertThat(start(started)).isEqualTo(new TurnWrites.StartResult.Unleased());
  }

  /** Stores a response in a transaction of its own. */
  default void add(NewResponse response) {
    inStore(work -> work.responses().add(response));
  }

  /** Does something in a transaction of its own. */
  default void inStore(Consumer<WriteTransaction> change) {
    store()
        .transactions()
        .inAgent(
            AGENT,
            work -> {
              change.accept(work);
              return true;
            });
  }

  /** What a key stands for; it must stand for something. */
  default SessionSnapshot.Present present(SessionKey key) {
    SessionSnapshot snapshot = store().sessions().snapshot(AGENT, key);
    assertThat(snapshot).isInstanceOf(SessionSnapshot.Present.class);
    return (SessionSnapshot.Present) snapshot;
  }
}
