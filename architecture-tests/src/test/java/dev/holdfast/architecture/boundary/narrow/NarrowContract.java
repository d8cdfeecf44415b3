package dev.holdfast.architecture.boundary.narrow;

import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.ports.out.write.WriteTransaction;
import java.time.Instant;
import java.util.List;

/** Takes three write paths and no more. */
public final class NarrowContract {

  private NarrowContract() {}

  static void write(WriteTransaction transaction, SessionKey key, SessionId id) {
    transaction.transcripts().append(id, List.of());
    transaction.sessions().apply(new SessionChange.ClearRoute(key, Instant.EPOCH));
  }
}
