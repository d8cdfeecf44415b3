package dev.holdfast.adapters.http.upstream;

import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.turn.RequestId;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.ports.out.env.IdSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Ids that a test can foresee. */
public final class CountingIds implements IdSource {

  private final AtomicLong count = new AtomicLong();

  private String next() {
    return new UUID(0, count.incrementAndGet()).toString();
  }

  @Override
  public SessionId newSessionId() {
    return new SessionId(next());
  }

  @Override
  public TurnId newTurnId() {
    return new TurnId(next());
  }

  @Override
  public EventId newEventId() {
    return new EventId(next());
  }

  @Override
  public RequestId newRequestId() {
    return new RequestId(next());
  }
}
