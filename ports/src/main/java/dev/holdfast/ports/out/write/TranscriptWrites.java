package dev.holdfast.ports.out.write;

import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.transcript.NewEvent;
import java.util.List;

/** Appends events; there is no other way to change a transcript. */
public interface TranscriptWrites {

  /**
   * Appends events in order, each under the next sequence of its session. The session is listed
   * from then on; its version grows, and its {@code updatedAt} and idle clock move to the last
   * event's time. The head stays where it is.
   *
   * @param events not empty; each parent is the root, stored before, or earlier in the list
   * @return the sequence of the first
   * @throws IllegalArgumentException if the list is empty, or the session, or a parent in it, does
   *     not exist
   * @throws dev.holdfast.ports.out.env.StorageFailure with {@code CONSTRAINT} if an event id was
   *     used before in the session
   */
  long append(SessionId session, List<NewEvent> events);
}
