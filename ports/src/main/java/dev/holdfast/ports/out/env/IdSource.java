package dev.holdfast.ports.out.env;

import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.turn.RequestId;
import dev.holdfast.domain.turn.TurnId;

/** Makes identities of at least 122 random bits. Any thread may call it. */
public interface IdSource {

  SessionId newSessionId();

  TurnId newTurnId();

  EventId newEventId();

  RequestId newRequestId();
}
