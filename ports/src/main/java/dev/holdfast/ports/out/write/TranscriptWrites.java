package dev.holdfast.ports.out.write;

import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.transcript.NewEvent;
import java.util.List;

/** Appends events; there is no other way to change a transcript. */
public interface TranscriptWrites {

  /**
   * Appends events in order, each under the next sequence of its session.
   *
   * @param events not empty; each parent is the root, stored before, or earlier in the list
   * @return the sequence of the first
   * @throws IllegalArgumentException if a parent does not exist in that session
   */
  long append(SessionId session, List<NewEvent> events);
}
