package dev.holdfast.app.usecase;

import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.turn.InstanceId;
import dev.holdfast.domain.turn.RequestId;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.ports.out.env.IdSource;
import jakarta.inject.Inject;
import java.util.UUID;

/** Identities of 122 random bits: version 4 UUIDs, with a prefix where the kind must show. */
final class RandomIds implements IdSource {

  @Inject
  RandomIds() {}

  @Override
  public SessionId newSessionId() {
    return new SessionId(UUID.randomUUID().toString());
  }

  @Override
  public TurnId newTurnId() {
    return new TurnId("turn_" + compact());
  }

  @Override
  public EventId newEventId() {
    return new EventId(compact());
  }

  @Override
  public RequestId newRequestId() {
    return new RequestId("req_" + compact());
  }

  InstanceId newInstanceId() {
    return new InstanceId(UUID.randomUUID().toString());
  }

  String newTokenId() {
    return UUID.randomUUID().toString();
  }

  private static String compact() {
    return UUID.randomUUID().toString().replace("-", "");
  }
}
