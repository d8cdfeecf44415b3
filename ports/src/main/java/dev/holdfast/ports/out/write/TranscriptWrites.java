package dev.holdfast.ports.out.write;

import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.transcript.NewEvent;
import dev.holdfast.domain.turn.TurnId;
import java.time.Instant;
import java.util.List;

/** Begins transcripts without a key, and appends events; nothing else changes a transcript. */
public interface TranscriptWrites {

  /**
   * Begins a transcript that no key points at and nobody lists.
   *
   * @throws dev.holdfast.ports.out.env.StorageFailure with {@code CONSTRAINT} if the id was used
   *     before
   */
  void beginUnlisted(SessionId session, Instant at);

  /**
   * Appends events in order, each under the next sequence of its session. A session with a key is
   * listed from then on; its version grows, and its {@code updatedAt} and idle clock move to the
   * last event's time. The head stays where it is.
   *
   * @param events not empty; each parent is the root, stored before, or earlier in the list
   * @return the sequence of the first
   * @throws IllegalArgumentException if the list is empty, or the session, or a parent in it, does
   *     not exist
   * @throws dev.holdfast.ports.out.env.StorageFailure with {@code CONSTRAINT} if an event id was
   *     used before in the session
   */
  long append(SessionId session, List<NewEvent> events);

  /**
   * Lets a turn have events as its input that an earlier turn stored and got no answer to. They
   * stay where they are.
   *
   * @throws IllegalArgumentException if one of them is no event of the session
   */
  void adopt(TurnId turn, SessionId session, List<EventId> events);
}
