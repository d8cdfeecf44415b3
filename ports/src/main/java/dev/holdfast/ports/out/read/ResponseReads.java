package dev.holdfast.ports.out.read;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.response.ResponseId;
import dev.holdfast.domain.response.ResponseRecord;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.TranscriptEvent;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnScope;
import java.util.List;
import java.util.Optional;

/** Reads response objects and their items; the guarantees of {@link SessionReads} hold here too. */
public interface ResponseReads {

  /** A response as it is stored now. */
  Optional<ResponseRecord> byId(AgentId agent, ResponseId response);

  /**
   * The events of one turn, in the order of their sequence: its input, be it adopted, and its
   * answer.
   */
  List<TranscriptEvent> eventsOf(AgentId agent, SessionId session, TurnId turn);

  /**
   * The events of a transcript, listed or not, from its root to a place, in order; none for the
   * root.
   *
   * @return empty if the transcript does not hold the place, such as one that was removed
   */
  Optional<List<TranscriptEvent>> branch(AgentId agent, SessionId session, EventParent end);

  /**
   * The events of an identity, which is unique within one transcript only, and whose they are.
   *
   * @return in the order of their transcripts' ids
   */
  List<Placed> events(AgentId agent, EventId event);

  /**
   * An event and the conversation it stands in.
   *
   * @param scope keyed or unlisted
   */
  record Placed(TurnScope scope, TranscriptEvent event) {}
}
